import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import catalog from '../../generated/catalog.json' with { type: 'json' };

const ROOT = join(import.meta.dirname, '../..');
const archive = mkdtempSync(join(tmpdir(), 'lake-questions-'));

const carillon = (...argv: readonly string[]): string => {
  const args = [join(ROOT, 'packages/carillon/bin/carillon.mjs'), ...argv];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`carillon ${argv.join(' ')} ended with ${status}:\n${stderr}`);
  return stdout;
};

/** Rows of an answer from the objects of the archive, or from their copy in Parquet. */
const rowsOf = (...argv: readonly string[]): readonly (readonly unknown[])[] =>
  (
    JSON.parse(carillon('query', '--archive', archive, '--json', ...argv)) as {
      readonly rows: readonly (readonly unknown[])[];
    }
  ).rows;

const at = (minute: number): string => `2026-11-24T11:${String(minute).padStart(2, '0')}:00.000Z`;
const hour = 'year=2026/month=11/day=24/hour=11';

const envelopeOf = (type: string, metadata: object, data: object): string =>
  JSON.stringify({
    ...{ version: '0', id: 'a77cc8f0-902f-44ac-8c23-c829cbcda0b8', 'detail-type': type, source: 'carillon.test' },
    ...{ account: '000000000000', time: at(0), region: 'us-east-1', resources: [] },
    detail: { metadata: { correlationId: 'c-1', schema: 'test/test/v1', ...metadata }, data },
  });

/** An object of the archive: gzip NDJSON, one event a line. */
const write = (key: string, lines: readonly string[]): void => {
  const path = join(archive, key);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, gzipSync(lines.map((line) => `${line}\n`).join('')));
};

const put = (
  place: string,
  type: string,
  facts: readonly (readonly [id: string, minute: number, data: object])[],
): void => {
  const lines = facts.map(([id, minute, data]) => envelopeOf(type, { id, occurredAt: at(minute) }, data));
  // Delivered twice, as at-least-once delivery may.
  for (const copy of ['a', 'b']) write(`events/${place}/${hour}/${copy}.ndjson.gz`, lines);
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
afterAll(() => rmSync(archive, { recursive: true }));

const ANSWERS: readonly (readonly [question: string, rows: readonly (readonly unknown[])[]])[] = [
  [
    '1-fhir-changes-by-type',
    [
      ['Patient', 2, 3, 2],
      ['Observation', 1, 1, 1],
    ],
  ],
  [
    '2-sites-and-fhir',
    [
      ['1', 'oxygen', 97, 'Patient', 3],
      ['1', 'oxygen', 97, 'Observation', 1],
      ['2', 'oxygen', 98, 'Observation', 1],
      ['2', 'oxygen', 98, 'Patient', 1],
    ],
  ],
  [
    '3-patients-by-decade',
    [
      ['male', '1940s', 1],
      ['other', '1980s', 1],
    ],
  ],
  ['4-export-runs', [[true, 2, 2, 3, 3]]],
  [
    '5-app-to-fhir',
    [
      ['address', 'created', 1, 0],
      ['address', 'modified', 1, 1],
      ['patient', 'created', 1, 1],
    ],
  ],
];

describe('the five questions', () => {
  beforeAll(() => void carillon('archive', 'parquet', '--archive', archive, '--to', archive));

  it.each(ANSWERS)('%s is answered, and copies make no difference', (question, expected) => {
    const file = join(ROOT, `examples/lake/${question}.sql`);
    expect(rowsOf('--file', file)).toEqual(expected);
    expect(rowsOf('--file', file, '--parquet')).toEqual(expected);
  });
});

describe('the examples of every event', () => {
  const folder = 'year=2026/month=11/day=25/hour=11';
  const SITE = 'SiteMeasured';
  const names = catalog.events.map(({ name }) => name).filter((name) => name !== SITE);
  interface Example {
    readonly metadata: object;
    readonly data: object;
  }
  const examplesOf = (name: string): readonly Example[] => {
    const file = catalog.events.find((event) => event.name === name)?.file ?? '';
    return (JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as { readonly examples: readonly Example[] }).examples;
  };
  /** What a reader of columns sees of a value: names folded, free objects as text, and nothing for what is missing. */
  const folded = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(folded);
    if (typeof value !== 'object' || value === null) return value;
    const fields = Object.entries(value).flatMap(([key, each]) => {
      if (each === null) return [];
      if (key === 'resource') return [[key, typeof each === 'string' ? JSON.parse(each) : each]];
      return [[key.toLowerCase(), folded(each)]];
    });
    return Object.fromEntries(fields);
  };
  const byText = (one: unknown, other: unknown): number => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);

  beforeAll(() => {
    for (const name of names)
      write(
        `events/type=${name}/${folder}/a.ndjson.gz`,
        examplesOf(name).map(({ metadata, data }) => envelopeOf(name, metadata, data)),
      );
  });

  it('are in the tables as they were archived', () => {
    const tables = names.map((name) => name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase());
    const sql = tables
      .map((table, index) => `SELECT '${names[index]}', to_json(detail)::VARCHAR FROM ${table} WHERE day = '25'`)
      .join(' UNION ALL ');
    const rows = rowsOf(sql);
    for (const name of names) {
      const told = rows.filter(([event]) => event === name).map(([, detail]) => folded(JSON.parse(String(detail))));
      expect(told.toSorted(byText), name).toMatchObject(examplesOf(name).map(folded).toSorted(byText) as object[]);
    }
  });
});
