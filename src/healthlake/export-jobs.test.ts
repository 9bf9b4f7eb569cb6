import { describe, expect, it } from 'vitest';
import { describeJob, findJob, startJob } from './export-jobs.ts';
import type { SignedFetch, SignedRequest } from './signed-fetch.ts';

const endpoint = 'https://healthlake.us-east-1.amazonaws.com/datastore/abc/r4/';
const destination = { s3Uri: 's3://bucket/exports', keyArn: 'arn:aws:kms:::key', roleArn: 'arn:aws:iam:::role' };

const answering = (status: number, body: unknown): { fetchSigned: SignedFetch; requests: SignedRequest[] } => {
  const requests: SignedRequest[] = [];
  const fetchSigned: SignedFetch = async (request) => {
    requests.push(request);
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
  };
  return { fetchSigned, requests };
};

describe('startJob', () => {
  it('asks as the FHIR REST API wants it', async () => {
    const { fetchSigned, requests } = answering(202, { datastoreId: 'abc', jobStatus: 'SUBMITTED', jobId: 'job-1' });
    const request = { jobName: 'run-1', since: '2026-11-23T20:00:00.000Z', types: ['Patient', 'Observation'] };
    expect(await startJob(fetchSigned, endpoint, destination, request)).toEqual({ jobId: 'job-1' });
    const [sent] = requests;
    expect(sent?.url.href).toBe(`${endpoint}$export?_since=2026-11-23T20%3A00%3A00.000Z&_type=Patient%2CObservation`);
    expect(sent).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/fhir+json', prefer: 'respond-async' },
    });
    expect(JSON.parse(sent?.body ?? '')).toEqual({
      JobName: 'run-1',
      OutputDataConfig: { S3Configuration: { S3Uri: 's3://bucket/exports', KmsKeyId: 'arn:aws:kms:::key' } },
      DataAccessRoleArn: 'arn:aws:iam:::role',
    });
  });

  it('says what HealthLake says when it refuses', async () => {
    const outcome = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', diagnostics: 'no such role' }] };
    const refused = startJob(answering(400, outcome).fetchSigned, endpoint, destination, { jobName: 'r' });
    await expect(refused).rejects.toMatchObject({
      code: 'HealthLake.400',
      retryable: false,
      message: '$export answered 400: no such role',
    });
    const down = startJob(answering(503, '<html>').fetchSigned, endpoint, destination, { jobName: 'r' });
    await expect(down).rejects.toMatchObject({ code: 'HealthLake.503', retryable: true });
  });

  it('does not take an answer without a job for one', async () => {
    await expect(
      startJob(answering(202, {}).fetchSigned, endpoint, destination, { jobName: 'r' }),
    ).rejects.toMatchObject({ code: 'HEALTHLAKE_ANSWER' });
  });
});

describe('describeJob', () => {
  it('reads status and files', async () => {
    const output = [{ type: 'Patient', url: 's3://bucket/x' }];
    const { fetchSigned, requests } = answering(200, {
      exportJobProperties: { jobId: 'job-1', jobStatus: 'COMPLETED' },
      output,
    });
    // With or without the last slash, the endpoint means the same.
    expect(await describeJob(fetchSigned, endpoint.slice(0, -1), 'job-1')).toEqual({
      jobId: 'job-1',
      jobStatus: 'COMPLETED',
      output,
    });
    expect(requests[0]?.url.href).toBe(`${endpoint}export/job-1`);
  });
});

describe('findJob', () => {
  it('looks through all pages for the very name', async () => {
    const pages = [
      { ExportJobPropertiesList: [{ JobName: 'run-10', JobId: 'other' }], NextToken: '2' },
      { ExportJobPropertiesList: [{ JobName: 'run-1', JobId: 'job-1', SubmitTime: new Date('2026-11-23T20:00:00Z') }] },
    ];
    const asked: (string | undefined)[] = [];
    const client = {
      send: async ({ input }: { input: { NextToken?: string | undefined } }) => {
        asked.push(input.NextToken);
        return { ...pages[asked.length - 1], $metadata: {} } as never;
      },
    };
    expect(await findJob(client, 'abc', 'run-1')).toEqual({ jobId: 'job-1', submittedAt: '2026-11-23T20:00:00.000Z' });
    expect(asked).toEqual([undefined, '2']);
  });
});
