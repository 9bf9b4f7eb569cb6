import { describe, expect, it } from 'vitest';
import { compile } from './compile.ts';
import { edited, hotel } from './fixtures/hotel.ts';
import { versioned } from './fixtures/versions.ts';
import type { CatalogSource } from './stages.ts';

async function emitted(source: CatalogSource): Promise<ReadonlyMap<string, string>> {
  const { value, diagnostics } = await compile(source);
  expect(diagnostics).toEqual([]);
  return value?.files ?? new Map<string, string>();
}

const newEvent = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'StayMoved',
  description: 'A stay has another time.',
  'x-owner': 'team-desk',
  type: 'object',
  required: ['metadata', 'data'],
  properties: {
    metadata: { $ref: '../../shared/event-metadata.json' },
    data: {
      description: 'The stay.',
      type: 'object',
      required: ['stayId'],
      properties: { stayId: { type: 'string', maxLength: 20, description: 'The stay.' } },
    },
  },
  examples: ['7', '8'].map((id) => ({
    metadata: {
      id: `${id.repeat(8)}-1111-4111-8111-111111111111`,
      occurredAt: '2026-11-23T20:00:00.000Z',
      schema: 'stay/stay-moved/v1',
    },
    data: { stayId: 'v1' },
  })),
};

const reference = { $ref: '#/components/messages/StayMoved' };
const withStayMoved = edited(hotel, [
  { file: 'catalog/stay/stay-moved/v1.json', value: newEvent },
  { file: 'asyncapi.yaml', at: '/channels/stay/messages/StayMoved', value: reference },
  { file: 'asyncapi.yaml', at: '/channels/bus/messages/StayMoved', value: reference },
  {
    file: 'asyncapi.yaml',
    at: '/components/messages/StayMoved',
    value: {
      payload: { $ref: 'catalog/stay/stay-moved/v1.json' },
      'x-eventbridge': { source: 'hotel.stay', detailType: 'StayMoved' },
    },
  },
]);

describe('compile', () => {
  it('emits types, descriptors, subscriptions and the summary as golden', async () => {
    const files = await emitted(hotel);
    const shown = [...files].filter(([path]) => !path.startsWith('validators/'));
    const text = shown.map(([path, content]) => `=== ${path} ===\n${content}`).join('\n');
    await expect(text).toMatchFileSnapshot('fixtures/hotel.golden.txt');
  });

  it('emits the same text for the same catalog, whatever the order of its files', async () => {
    const files = await emitted(hotel);
    const reversed = await emitted({ files: new Map([...hotel.files].reverse()) });
    expect([...reversed]).toEqual([...files]);
  });

  it('changes the index files alone when an event is added', async () => {
    const before = await emitted(hotel);
    const after = await emitted(withStayMoved);
    const changed = [...after].filter(([path, text]) => before.get(path) !== text).map(([path]) => path);
    expect(changed).toEqual([
      'arbitraries/stay/stay-moved.ts',
      'catalog.json',
      'events.ts',
      'events/stay/stay-moved.ts',
      'examples/stay/stay-moved.ts',
      'lake.json',
      'lake/stay/stay-moved.json',
      'map.md',
      'reference.md',
      'reference/stay.md',
      'rust/src/events/stay_moved.rs',
      'rust/src/lib.rs',
      'rust/tests/examples.rs',
      'subscriptions.ts',
      'validators/stay/stay-moved.d.ts',
      'validators/stay/stay-moved.js',
    ]);
  });

  it("changes an event's own files and the summaries alone when it gets versions", async () => {
    const before = await emitted(hotel);
    const after = await emitted(versioned);
    const changed = [...after].filter(([path, text]) => before.get(path) !== text).map(([path]) => path);
    const own = (path: string): boolean => path.includes('/lab/result-received');
    expect(changed.filter((path) => !own(path))).toEqual([
      ...['catalog.json', 'reference/lab.md', 'rust/src/events/result_received.rs'],
      ...[1, 2].map((version) => `rust/src/events/result_received_v${version}.rs`),
      ...['rust/src/lib.rs', 'rust/tests/examples.rs'],
    ]);
    expect(changed.filter((path) => /-v\d/.test(path))).toEqual([
      ...['arbitraries/lab/result-received-v1.ts', 'arbitraries/lab/result-received-v2.ts'],
      ...[1, 2, 3].map((version) => `events/lab/result-received-v${version}.ts`),
      ...['examples/lab/result-received-v1.ts', 'examples/lab/result-received-v2.ts'],
      ...[1, 2].flatMap((version) =>
        ['d.ts', 'js'].map((kind) => `validators/lab/result-received-v${version}.${kind}`),
      ),
    ]);
    expect(after.get('events/lab/result-received.ts')).toContain('older: [resultReceivedV1, resultReceivedV2]');
    expect(after.get('events/lab/result-received-v1.ts')).toContain('readonly abnormal: boolean;');
    expect(after.get('events/lab/result-received-v2.ts')).toContain('readonly flagged: boolean;');
  });

  it('emits modules that import nothing outside of generated/ and require nothing', async () => {
    for (const [path, text] of await emitted(hotel)) {
      const imports = [...text.matchAll(/^(?:import|export) .*? from ['"](.+)['"]/gm)].map(([, from]) => from ?? '');
      const depth = path.split('/').length - 1;
      for (const from of imports) expect(from.startsWith('./') || from.split('../').length - 1 <= depth).toBe(true);
      if (path !== 'validators/runtime.js') expect(text).not.toMatch(/\brequire\s*\(/);
    }
  });

  it('emits nothing for a catalog with an error, and tells all errors of a run together', async () => {
    const { value, diagnostics } = await compile(
      edited(hotel, [
        { file: 'catalog/shared/person.json', text: '{' },
        { file: 'asyncapi.yaml', at: '/operations/biller/x-owner', remove: true },
        { file: 'catalog/stay/stay-closed/v1.json', at: '/x-owner', remove: true },
      ]),
    );
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['source-parses', 'owner-set', 'owner-set']),
    );
  });

  it('places a fault by line and column', async () => {
    const { diagnostics } = await compile(
      edited(hotel, [{ file: 'catalog/shared/person.json', at: '/properties/personId/typ', value: 'x' }]),
    );
    expect(diagnostics[0]?.at).toEqual({
      file: 'catalog/shared/person.json',
      pointer: '/properties/personId/typ',
      line: 16,
      column: 7,
    });
  });
});
