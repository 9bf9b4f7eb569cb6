import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../kernel/json.ts';
import { ASYNC, type HealthLakeOnTestKernel, OUTPUT, openHealthLake, ROLE, START } from './test-healthlake.ts';

let lake: HealthLakeOnTestKernel;
const folders: string[] = [];
beforeEach(() => {
  lake = openHealthLake();
});
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const statusOf = async (jobId: string): Promise<unknown> =>
  ((await lake.request('GET', `export/${jobId}`)).body.exportJobProperties as JsonObject).jobStatus;

const IMPORT: JsonObject = {
  InputDataConfig: { S3Uri: 's3://bucket/in' },
  JobOutputDataConfig: OUTPUT,
  DataAccessRoleArn: ROLE,
};
const line = (id: string): string => JSON.stringify({ resourceType: 'Patient', id });

describe('an import', () => {
  it('takes over every line that is a resource, and says of the others where they stand and why', async () => {
    lake.s3.put('in/a.ndjson', `${line('a1')}\n\n{"resourceType":\n${line('a2')}\n{"resourceType":"Patient"}`);
    lake.s3.put('in/b.ndjson.gz', gzipSync(`${line('b1')}\r\n`));
    lake.s3.put('in/c.txt', 'not NDJSON');
    const { JobId } = await lake.call('StartFHIRImportJob', IMPORT);
    await lake.kernel.clock.advance(30_000);
    expect(await lake.call('DescribeFHIRImportJob', { JobId })).toMatchObject({
      ImportJobProperties: {
        JobStatus: 'COMPLETED_WITH_ERRORS',
        JobProgressReport: {
          TotalNumberOfScannedFiles: 3,
          TotalNumberOfImportedFiles: 2,
          TotalNumberOfFilesReadWithCustomerError: 1,
          TotalNumberOfResourcesScanned: 5,
          TotalNumberOfResourcesImported: 3,
          TotalNumberOfResourcesWithCustomerError: 2,
        },
      },
    });
    for (const id of ['a1', 'a2', 'b1']) expect((await lake.request('GET', `Patient/${id}`)).status).toBe(200);
    const folder = `exports/${lake.datastoreId}-FHIR_IMPORT-${JobId}/`;
    const written = lake.s3.objects(folder);
    expect(Object.keys(written).map((key) => key.slice(folder.length))).toEqual([
      'FAILURE/a.ndjson',
      'FAILURE/c.txt',
      'manifest.json',
    ]);
    const failures = written[`${folder}FAILURE/a.ndjson`]?.trim().split('\n');
    expect(failures?.map((each) => (JSON.parse(each) as { lineId: number }).lineId)).toEqual([3, 5]);
    expect(JSON.parse(written[`${folder}manifest.json`] ?? '')).toMatchObject({
      numberOfResourcesImportedSuccessfully: 3,
    });
    expect(lake.events.map(([name]) => name).at(-1)).toBe('aws.healthlake Import Job Completed With Errors');
  });

  it('fails when there is nothing to import', async () => {
    const { JobId } = await lake.call('StartFHIRImportJob', IMPORT);
    await lake.kernel.clock.advance(5_000);
    expect(await lake.call('DescribeFHIRImportJob', { JobId })).toMatchObject({
      ImportJobProperties: { JobStatus: 'FAILED' },
    });
  });

  it('goes on where it was when the process ends: each line is taken over once', async () => {
    const text = Array.from({ length: 400 }, (_, n) =>
      JSON.stringify({ resourceType: 'Basic', id: `b${n}`, pad: 'x'.repeat(4_000) }),
    );
    for (let turns = 1; turns < 14; turns += 3) {
      const folder = mkdtempSync(join(tmpdir(), 'healthlake-'));
      folders.push(folder);
      const file = join(folder, 'cloud.sqlite');
      lake = openHealthLake({ file });
      lake.s3.put('in/a.ndjson', text.join('\n'));
      const { JobId } = await lake.call('StartFHIRImportJob', IMPORT);
      const running = lake.kernel.clock.advance(1_500);
      for (let turn = 0; turn < turns + 12; turn += 1) await new Promise((resume) => setImmediate(resume));
      const start = lake.kernel.clock.now();
      await lake.service.stop?.();
      lake.kernel.journal.close();
      await running.catch(() => undefined);
      lake = openHealthLake({ file, start });
      await lake.kernel.clock.advance(30_000);
      expect(await lake.call('DescribeFHIRImportJob', { JobId })).toMatchObject({
        ImportJobProperties: { JobStatus: 'COMPLETED', JobProgressReport: { TotalNumberOfResourcesImported: 400 } },
      });
      const versions = await Promise.all([0, 150, 399].map((n) => lake.request('GET', `Basic/b${n}`)));
      expect(versions.map(({ headers }) => headers.etag)).toEqual(['W/"1"', 'W/"1"', 'W/"1"']);
      lake.kernel.journal.close();
    }
  });
});

/** Ten patients of Synthea, kept beside the repository: 7,160 resources. Skipped where they are not. */
const SYNTHEA = fileURLToPath(new URL('../../../../../../shared/fhir/synthea-10', import.meta.url));
describe.skipIf(!existsSync(SYNTHEA))('a large import and export', () => {
  it('takes seconds, and never holds the event loop for long', { timeout: 600_000 }, async () => {
    const files = readdirSync(SYNTHEA).filter((name) => /^[A-Z].*\.ndjson\.gz$/.test(name));
    for (const name of files) lake.s3.put(`in/${name}`, readFileSync(join(SYNTHEA, name)));
    const { JobId } = await lake.call('StartFHIRImportJob', IMPORT);
    // Processor time: a busy machine may keep the process waiting, which is no work of its own.
    const processorMs = (): number => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1_000;
    };
    let [longest, last] = [0, processorMs()];
    const watch = setInterval(() => {
      longest = Math.max(longest, processorMs() - last);
      last = processorMs();
    }, 1);
    const began = processorMs();
    const finished = async (): Promise<boolean> => {
      await lake.kernel.clock.advance(1_000);
      const { ImportJobProperties } = await lake.call<{ ImportJobProperties: JsonObject }>('DescribeFHIRImportJob', {
        JobId,
      });
      return ImportJobProperties.JobStatus === 'COMPLETED';
    };
    while (!(await finished())) await new Promise((resume) => setImmediate(resume));
    const imported = processorMs();
    const jobId = String((await lake.request('POST', '$export', START, ASYNC)).body.jobId);
    while ((await statusOf(jobId)) !== 'COMPLETED') await lake.kernel.clock.advance(1_000);
    clearInterval(watch);
    const objects = Object.entries(lake.s3.objects()).filter(([key]) => key.includes(`FHIR_EXPORT-${jobId}/`));
    const count = objects.reduce((sum, [, text]) => sum + text.trim().split('\n').length, 0);
    expect(count).toBe(7_160);
    expect(imported - began).toBeLessThan(20_000);
    expect(longest).toBeLessThan(2_000);
  });
});
