import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../kernel/json.ts';
import { ASYNC, type HealthLakeOnTestKernel, openHealthLake, ROLE, START } from './test-healthlake.ts';

let lake: HealthLakeOnTestKernel;
const folders: string[] = [];
beforeEach(() => {
  lake = openHealthLake();
});
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const write = async (type: string, ...ids: readonly string[]): Promise<void> => {
  for (const id of ids) await lake.request('PUT', `${type}/${id}`, { resourceType: type, id });
};
const startExport = async (query = '', body: object = START): Promise<string> =>
  String((await lake.request('POST', `$export${query}`, body, ASYNC)).body.jobId);
const describeJob = async (jobId: string): Promise<JsonObject> => (await lake.request('GET', `export/${jobId}`)).body;
const statusOf = async (jobId: string): Promise<unknown> =>
  ((await describeJob(jobId)).exportJobProperties as JsonObject).jobStatus;

/** `Type/id/version` of everything exported by a job. */
const exported = (from: HealthLakeOnTestKernel, jobId: string): string[] =>
  Object.entries(from.s3.objects())
    .filter(([key]) => key.includes(`FHIR_EXPORT-${jobId}/`))
    .flatMap(([, text]) => text.trim().split('\n'))
    .map((line) => JSON.parse(line) as { resourceType: string; id: string; meta: { versionId: string } })
    .map(({ resourceType, id, meta }) => `${resourceType}/${id}/${meta.versionId}`)
    .sort();

describe('an export', () => {
  it('is submitted, runs for a while, completes and is described as AWS describes it', async () => {
    await write('Patient', 'a', 'b');
    await write('Observation', 'o');
    const started = await lake.request('POST', '$export?_since=2026-11-23T19:00:00.461Z', START, ASYNC);
    const jobId = String(started.body.jobId);
    expect([started.status, started.body]).toEqual([
      202,
      { datastoreId: lake.datastoreId, jobStatus: 'SUBMITTED', jobId: expect.stringMatching(/^[0-9a-f]{32}$/) },
    ]);
    await lake.kernel.clock.advance(2_000);
    expect(await statusOf(jobId)).toBe('IN_PROGRESS');
    await lake.kernel.clock.advance(28_000);
    const folder = `s3://bucket/exports/${lake.datastoreId}-FHIR_EXPORT-${jobId}/`;
    const url = (type: string): unknown =>
      expect.stringMatching(new RegExp(`^${folder}${type}/${type}-\\d{19}-0-0\\.ndjson$`));
    expect(await describeJob(jobId)).toEqual({
      exportJobProperties: {
        jobId,
        jobName: 'run-1',
        jobStatus: 'COMPLETED',
        submitTime: 'Nov 23, 2026 8:00:00 PM',
        endTime: 'Nov 23, 2026 8:00:06 PM',
        datastoreId: lake.datastoreId,
        outputDataConfig: { s3Configuration: { s3Uri: folder, kmsKeyId: 'key' } },
        dataAccessRoleArn: ROLE,
      },
      transactionTime: '2026-11-23T20:00:01.500Z',
      request: `http://127.0.0.1:1/datastore/${lake.datastoreId}/r4/$export?_type&_since=2026-11-23T19:00:00.461Z&_outputFormat=application/fhir+ndjson`,
      requiresAccessToken: false,
      output: [
        { type: 'Observation', url: url('Observation') },
        { type: 'Patient', url: url('Patient') },
      ],
      error: [],
    });
    expect(exported(lake, jobId)).toEqual(['Observation/o/1', 'Patient/a/1', 'Patient/b/1']);
    expect(lake.events.map(([name]) => name)).toEqual(
      ['Submitted', 'In Progress', 'Completed'].map((state) => `aws.healthlake Export Job ${state}`),
    );
    expect(lake.events[0]?.[1]).toEqual({
      jobId,
      submitTime: '2026-11-23T20:00:00.000Z',
      datastoreId: lake.datastoreId,
      outputDataConfig: { s3Configuration: { s3Uri: folder, kmsKeyId: 'key' } },
    });
  });

  it('exports what changed at or after _since, of the types asked for, and nothing that was deleted', async () => {
    await write('Patient', 'old', 'changed', 'deleted');
    await lake.kernel.clock.advance(1_000);
    await write('Patient', 'changed', 'new', 'deleted');
    await write('Observation', 'o');
    await lake.request('DELETE', 'Patient/deleted');
    const jobId = await startExport('?_since=2026-11-23T20:00:01Z&_type=Patient');
    await lake.kernel.clock.advance(30_000);
    expect(exported(lake, jobId)).toEqual(['Patient/changed/2', 'Patient/new/1']);
  });

  it('is a snapshot of its transaction time, whatever is written while it runs', async () => {
    const ids = Array.from({ length: 1_500 }, (_, n) => `p${n}`);
    await write('Patient', ...ids);
    const jobId = await startExport();
    const running = lake.kernel.clock.advance(1_500);
    while (Object.keys(lake.s3.objects()).length === 0) await new Promise((resume) => setImmediate(resume));
    await write('Patient', 'p0', 'p1499', 'later');
    await lake.request('DELETE', 'Patient/p1498');
    await running;
    await lake.kernel.clock.advance(60_000);
    expect(await statusOf(jobId)).toBe('COMPLETED');
    expect(exported(lake, jobId)).toEqual(ids.map((id) => `Patient/${id}/1`).sort());
    expect(Object.keys(lake.s3.objects())).toHaveLength(2);
  });

  it('of the patients takes them and what refers to one', async () => {
    await write('Patient', 'p');
    await write('Practitioner', 'd');
    const observation = { resourceType: 'Observation', id: 'o', subject: { reference: 'Patient/p' } };
    await lake.request('PUT', 'Observation/o', observation);
    const { body } = await lake.request('POST', 'Patient/$export', START, ASYNC);
    await lake.kernel.clock.advance(30_000);
    expect(exported(lake, String(body.jobId))).toEqual(['Observation/o/1', 'Patient/p/1']);
  });

  it('that follows another waits for its turn, first in, first out, and holds what changed until then', async () => {
    await write('Patient', 'a');
    const [one, two, three] = [await startExport(), await startExport(), await startExport()];
    expect([await statusOf(one), await statusOf(two)]).toEqual(['SUBMITTED', 'QUEUED']);
    await lake.kernel.clock.advance(4_000);
    await write('Patient', 'b');
    await lake.kernel.clock.advance(60_000);
    expect(await Promise.all([one, two, three].map(statusOf))).toEqual(['COMPLETED', 'COMPLETED', 'COMPLETED']);
    expect([exported(lake, one).length, exported(lake, two).length]).toEqual([1, 2]);
    const begun = lake.events.filter(([name]) => name.endsWith('In Progress')).map(([, { jobId }]) => jobId);
    expect(begun).toEqual([one, two, three]);
  });

  it('can be cancelled while it waits and while it runs, and lets the next one begin', async () => {
    const [one, two, three] = [await startExport(), await startExport(), await startExport()];
    await lake.kernel.clock.advance(2_000);
    for (const job of [one, two]) expect((await lake.request('DELETE', `export/${job}`)).status).toBe(202);
    expect(await statusOf(one)).toBe('CANCEL_SUBMITTED');
    await lake.kernel.clock.advance(30_000);
    expect(await Promise.all([one, two, three].map(statusOf))).toEqual([
      'CANCEL_COMPLETED',
      'CANCEL_COMPLETED',
      'COMPLETED',
    ]);
    expect((await lake.request('DELETE', `export/${three}`)).status).toBe(409);
  });

  it.each(['NoSuchBucket', 'AccessDeniedException'])('fails with the reason when S3 says %s', async (code) => {
    lake.s3.refuse(code);
    const jobId = await startExport();
    await lake.kernel.clock.advance(3_000);
    const { exportJobProperties } = await describeJob(jobId);
    expect(exportJobProperties).toMatchObject({ jobStatus: 'FAILED', message: expect.stringContaining('bucket') });
    expect(lake.events.at(-1)?.[0]).toBe('aws.healthlake Export Job Failed');
  });

  it.each([
    ['$export', { ...START, DataAccessRoleArn: 'x' }, ASYNC],
    ['$export', { ...START, OutputDataConfig: { S3Configuration: { S3Uri: 'bucket', KmsKeyId: 'k' } } }, ASYNC],
    ['$export', { ...START, OutputDataConfig: { S3Configuration: { S3Uri: 's3://bucket' } } }, ASYNC],
    ['$export', START, {}],
    ['$export?_since=soon', START, ASYNC],
    ['$export?_type=Nothing', START, ASYNC],
    ['$export?_elements=id', START, ASYNC],
    ['$export', '{', ASYNC],
  ])('is refused when it is asked for wrongly: %s, case %#', async (path, body, headers) => {
    expect((await lake.request('POST', path, body, headers)).status).toBe(400);
  });

  it('is run once and doubles no object, wherever the process ends', async () => {
    for (let turns = 0; turns < 24; turns += 1) {
      const folder = mkdtempSync(join(tmpdir(), 'healthlake-'));
      folders.push(folder);
      const file = join(folder, 'cloud.sqlite');
      lake = openHealthLake({ file });
      await write('Patient', 'a', 'b');
      await write('Observation', 'o');
      const jobId = await startExport();
      await lake.kernel.journal.durable();
      // The process ends so many turns of the event loop after the job was begun.
      const running = lake.kernel.clock.advance(turns < 4 ? 1_000 : 1_500);
      for (let turn = 0; turn < turns; turn += 1) await new Promise((resume) => setImmediate(resume));
      const start = lake.kernel.clock.now();
      await lake.service.stop?.();
      lake.kernel.journal.close();
      await running.catch(() => undefined);
      lake = openHealthLake({ file, start });
      await lake.kernel.clock.advance(60_000);
      expect(await statusOf(jobId), `after ${turns} turns`).toBe('COMPLETED');
      expect(exported(lake, jobId)).toEqual(['Observation/o/1', 'Patient/a/1', 'Patient/b/1']);
      expect(lake.kernel.reported).toEqual([]);
      lake.kernel.journal.close();
    }
  });
});

describe('the SDK operations', () => {
  it('start one job a ClientToken, describe it and list it by name, state and time, page by page', async () => {
    const token = { ...START, ClientToken: 'token-1' };
    const first = await lake.call('StartFHIRExportJob', token);
    expect((await lake.call('StartFHIRExportJob', token)).JobId).toBe(first.JobId);
    await lake.kernel.clock.advance(60_000);
    await lake.call('StartFHIRExportJob', { ...START, JobName: 'run-2' });
    const list = async (filter: object): Promise<unknown[]> => {
      const { ExportJobPropertiesList } = await lake.call<{ ExportJobPropertiesList: JsonObject[] }>(
        'ListFHIRExportJobs',
        filter,
      );
      return ExportJobPropertiesList.map(({ JobName }) => JobName);
    };
    expect(await list({})).toEqual(['run-2', 'run-1']);
    expect(await list({ JobName: 'run-1' })).toEqual(['run-1']);
    expect(await list({ JobStatus: 'SUBMITTED' })).toEqual(['run-2']);
    expect(await list({ SubmittedAfter: new Date('2026-11-23T20:00:30Z') })).toEqual(['run-2']);
    const page = await lake.call('ListFHIRExportJobs', { MaxResults: 1 });
    expect(await list({ MaxResults: 1, NextToken: page.NextToken })).toEqual(['run-1']);
    expect(await lake.call('DescribeFHIRExportJob', { JobId: first.JobId })).toMatchObject({
      ExportJobProperties: {
        JobStatus: 'COMPLETED',
        SubmitTime: new Date('2026-11-23T20:00:00Z'),
        OutputDataConfig: { S3Configuration: { S3Uri: expect.stringContaining(`FHIR_EXPORT-${first.JobId}/`) } },
      },
    });
    await expect(lake.call('DescribeFHIRExportJob', { JobId: 'none' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
  });

  it('describe and list data stores', async () => {
    const DatastoreEndpoint = `http://127.0.0.1:1/datastore/${lake.datastoreId}/r4/`;
    expect(await lake.call('DescribeFHIRDatastore')).toMatchObject({
      DatastoreProperties: { DatastoreStatus: 'ACTIVE', DatastoreEndpoint },
    });
    expect(await lake.call('ListFHIRDatastores')).toMatchObject({
      DatastorePropertiesList: [{ DatastoreId: lake.datastoreId }],
    });
  });

  it('ask for the right to pass the role as well', () => {
    const { needs } = lake.service.operations.StartFHIRExportJob as unknown as {
      needs(input: object): readonly JsonObject[];
    };
    expect(needs({ DatastoreId: 'd', DataAccessRoleArn: ROLE }).map(({ action }) => action)).toEqual([
      'healthlake:StartFHIRExportJob',
      'iam:PassRole',
    ]);
  });
});
