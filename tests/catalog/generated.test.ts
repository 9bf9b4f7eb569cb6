import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readSource, verifyDocument } from '@carillon/catalog/check';
import { compile, freshness } from '@carillon/catalog/compile';
import { arrayAt } from '@carillon/catalog/json';
import { describe, expect, it } from 'vitest';
import catalog from '../../generated/catalog.json' with { type: 'json' };
import { events, exportFileProcessed, exportRunStarted, patientChanged } from '../../generated/events.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

function examplesOf(name: string): readonly unknown[] {
  const event = catalog.events.find((candidate) => candidate.name === name);
  return event === undefined ? [] : arrayAt(JSON.parse(readFileSync(`${root}/${event.file}`, 'utf8')), 'examples');
}

describe('generated/', () => {
  it('is what the catalog says', async () => {
    const { value, diagnostics } = await compile(readSource(root));
    expect(diagnostics).toEqual([]);
    expect(value && freshness(root, value)).toEqual({ stale: [], missing: [], extra: [] });
  });

  it('comes from a document that the AsyncAPI parser accepts', async () => {
    expect(await verifyDocument(root, readSource(root))).toEqual([]);
  });

  it('has every event that the summary names', () => {
    expect(events.map(({ name }) => name)).toEqual(catalog.events.map(({ name }) => name));
    expect(events.length).toBeGreaterThanOrEqual(14);
  });

  it.each(events.map((event) => [event.name, event] as const))(
    '%s accepts its examples, and unknown fields in them',
    (name, event) => {
      const examples = examplesOf(name);
      expect(examples.length).toBeGreaterThanOrEqual(2);
      for (const example of examples) {
        expect(event.validate(example)).toEqual([]);
        expect(event.validate({ ...(example as object), later: true })).toEqual([]);
      }
    },
  );

  it('points at what is missing, of a wrong type, or no branch at all', () => {
    const [started] = examplesOf('ExportRunStarted') as { metadata: object; data: object }[];
    expect(exportRunStarted.validate({ ...started, data: { ...started?.data, until: 'yesterday' } })).toEqual([
      { pointer: '/data/until', keyword: 'pattern', message: expect.stringContaining('must match pattern') },
      { pointer: '/data/until', keyword: 'format', message: 'must match format "date-time"' },
    ]);
    expect(exportRunStarted.validate({ metadata: started?.metadata })).toEqual([
      { pointer: '/data', keyword: 'required', message: 'is required' },
    ]);
    expect(exportRunStarted.validate('no object')).toEqual([
      { pointer: '', keyword: 'type', message: 'must be object' },
    ]);
    const [patient] = examplesOf('PatientChanged') as { metadata: object; data: object }[];
    expect(patientChanged.validate({ ...patient, data: { ...patient?.data, change: 'creatd' } })).toEqual([
      { pointer: '/data/change', keyword: 'discriminator', message: 'must name one of the branches' },
    ]);
  });

  it('names one branch only, and never repeats what it was given', () => {
    const [patient] = examplesOf('PatientChanged') as { metadata: object; data: object }[];
    const violations = patientChanged.validate({ ...patient, data: { change: 'removed', patientId: 'Secret Name' } });
    expect(violations).toEqual([
      { pointer: '/data/before', keyword: 'required', message: 'is required' },
      { pointer: '/data/patientId', keyword: 'pattern', message: 'must match pattern "^[A-Za-z0-9.-]{1,64}$"' },
    ]);
    expect(JSON.stringify(violations)).not.toContain('Secret');
  });

  it('points into lists', () => {
    const [processed] = examplesOf('ExportFileProcessed') as { metadata: object; data: object }[];
    const rejections = [
      { line: 1, code: 'NO_ID', message: '' },
      { line: 0, code: 'OTHER', message: 'x' },
    ];
    expect(
      exportFileProcessed
        .validate({ ...processed, data: { ...processed?.data, rejections } })
        .map(({ pointer }) => pointer),
    ).toEqual(['/data/rejections/1/line', '/data/rejections/1/code']);
  });

  it('marks what identifies a person', () => {
    expect(patientChanged.phi).toEqual([
      '/data/after/birthDate',
      '/data/after/name',
      '/data/before/birthDate',
      '/data/before/name',
    ]);
  });
});
