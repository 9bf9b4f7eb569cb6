import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readLake } from '@carillon/runtime/lake-definition';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { archivedEvent, archiveObject } from './fixture-archive.ts';
import { openLake } from './lake.ts';
import { folderFiles } from './local-files.ts';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'lake-questions-'));
const at = (minute: number): string => `2026-11-24T11:${String(minute).padStart(2, '0')}:00.000Z`;
const hour = 'year=2026/month=11/day=24/hour=11';

const put = (
  place: string,
  type: string,
  facts: readonly (readonly [id: string, minute: number, data: object])[],
): void => {
  const events = facts.map(([id, minute, data]) => archivedEvent(type, { id, occurredAt: at(minute) }, data));
  // Delivered twice, as at-least-once delivery may.
  for (const copy of ['a', 'b']) archiveObject(root, `events/${place}/${hour}/${copy}.ndjson.gz`, events);
};

const seen = (runId: string, resourceType: string, resourceId: string, resource: object = {}): object => ({
  runId,
  resourceType,
  resourceId,
  resource: { resourceType, id: resourceId, ...resource },
});

beforeAll(() => {
  const first = 'run-1';
  put('type=FhirResourceChanged', 'FhirResourceChanged', [
    ['f1', 10, seen(first, 'Patient', 'p1', { gender: 'female', birthDate: '1980-12-10' })],
    ['f2', 10, seen(first, 'Patient', 'p2', { gender: 'male', birthDate: '1944-11-17' })],
    ['f3', 11, seen(first, 'Observation', 'o1')],
    ['f4', 59, seen('run-2', 'Patient', 'p1', { gender: 'other', birthDate: '1980-12-10' })],
  ]);
  const measure = (siteId: string, minute: number, valueOne: number): object => ({
    id: `measure-${siteId}`,
    siteId,
    name: 'oxygen',
    createdAtTime: Date.parse(at(minute)),
    valueOne,
    valueTwo: 0.5,
  });
  put('type=SiteMeasured/siteId=1', 'SiteMeasured', [['s1', 5, measure('1', 5, 97)]]);
  put('type=SiteMeasured/siteId=2', 'SiteMeasured', [['s2', 11, measure('2', 11, 98)]]);
  put('type=ExportFileProcessed', 'ExportFileProcessed', [
    ['e1', 10, { runId: first, file: { type: 'Patient', key: 'p' }, resources: 2, rejected: 1, rejections: [] }],
    ['e2', 11, { runId: first, file: { type: 'Observation', key: 'o' }, resources: 1, rejected: 2, rejections: [] }],
  ]);
  put('type=ExportRunCompleted', 'ExportRunCompleted', [
    ['r1', 12, { runId: first, until: at(9), files: 2, resources: 3, rejected: 3 }],
  ]);
  put('type=PatientChanged', 'PatientChanged', [
    ['a1', 1, { change: 'created', patientId: 'p1', after: { patientId: 'p1', name: 'A' } }],
  ]);
  put('type=AddressChanged', 'AddressChanged', [
    ['a2', 20, { change: 'modified', patientId: 'p1', addressId: '1' }],
    ['a3', 30, { change: 'created', patientId: 'p9', addressId: '1' }],
  ]);
});
afterAll(() => rmSync(root, { recursive: true }));

const ANSWERS: readonly (readonly [question: string, rows: readonly (readonly unknown[])[]])[] = [
  [
    '1-fhir-changes-by-type',
    [
      ['Patient', 2n, 3n, 2n],
      ['Observation', 1n, 1n, 1n],
    ],
  ],
  [
    '2-sites-and-fhir',
    [
      ['1', 'oxygen', 97, 'Patient', 3n],
      ['1', 'oxygen', 97, 'Observation', 1n],
      ['2', 'oxygen', 98, 'Observation', 1n],
      ['2', 'oxygen', 98, 'Patient', 1n],
    ],
  ],
  [
    '3-patients-by-decade',
    [
      ['male', '1940s', 1n],
      ['other', '1980s', 1n],
    ],
  ],
  ['4-export-runs', [[true, 2n, 2n, 3n, 3n]]],
  [
    '5-app-to-fhir',
    [
      ['address', 'created', 1n, 0n],
      ['address', 'modified', 1n, 1n],
      ['patient', 'created', 1n, 1n],
    ],
  ],
];

describe('the five questions', () => {
  it.each(ANSWERS)('%s is answered, and copies make no difference', async (question, expected) => {
    const sql = readFileSync(join(ROOT, `examples/lake/${question}.sql`), 'utf8');
    const lake = await openLake(readLake(ROOT), folderFiles(root).files, sql);
    const { rows } = await lake.ask(sql);
    lake.close();
    expect(rows.map((row) => row.map((value) => (typeof value === 'bigint' ? BigInt(value) : value)))).toEqual(
      expected,
    );
  });
});
