import { describe, expect, it } from 'vitest';
import { examine } from '../examine.ts';
import { type Edit, edited, hotel } from '../fixtures/hotel.ts';
import type { CheckedCatalog } from '../stages.ts';
import { compareCatalogs, type EventComparison } from './compare-catalogs.ts';

function checked(edits: readonly Edit[]): CheckedCatalog {
  const { value, diagnostics } = examine(edited(hotel, edits));
  if (value === undefined) throw new Error(JSON.stringify(diagnostics));
  return value.checked;
}

/** The events that are not the same, by name. */
function compared(before: readonly Edit[], after: readonly Edit[]): Readonly<Record<string, EventComparison>> {
  const events = compareCatalogs(checked(before), checked(after), () => 'full');
  const differs = ({ fate, note, versions }: EventComparison): boolean =>
    fate !== 'kept' || note !== undefined || versions.length > 0;
  return Object.fromEntries(events.filter(differs).map((event) => [event.event, event]));
}

const file = 'catalog/lab/result-received/v1.json';
const withoutResults: readonly Edit[] = [
  { file, remove: true },
  ...['/channels/lab', '/channels/bus'].map(
    (channel): Edit => ({
      file: 'asyncapi.yaml',
      at: `${channel}/messages/ResultReceived`,
      remove: true,
    }),
  ),
  { file: 'asyncapi.yaml', at: '/components/messages/ResultReceived', remove: true },
  { file: 'asyncapi.yaml', at: '/operations/laboratory', remove: true },
];

const second: readonly Edit[] = (() => {
  const schema = JSON.parse(hotel.files.get(file) ?? '{}');
  const examples = schema.examples.map((each: { readonly metadata: object }) => ({
    ...each,
    metadata: { ...each.metadata, schema: 'lab/result-received/v2' },
  }));
  return [
    { file: 'src/upcasters/lab/result-received/v1-to-v2.ts', text: 'export const upcast = (data) => data;\n' },
    { file: 'src/upcasters/upcasters.ts', text: "import './lab/result-received/v1-to-v2.ts';\n" },
    { file: 'catalog/lab/result-received/v2.json', value: { ...schema, examples } },
    {
      file: 'asyncapi.yaml',
      at: '/components/messages/ResultReceived/payload/$ref',
      value: 'catalog/lab/result-received/v2.json',
    },
  ];
})();

describe('an event as a whole', () => {
  it('is the same where only words changed', () => {
    expect(compared([], [{ file, at: '/description', value: 'A result came.' }])).toEqual({});
  });

  it('breaks its listeners when it goes, and nobody when it comes', () => {
    expect(compared([], withoutResults)).toMatchObject({
      ResultReceived: { fate: 'removed', verdict: 'breaking', note: expect.stringContaining('listened') },
    });
    expect(compared(withoutResults, [])).toMatchObject({ ResultReceived: { fate: 'added', verdict: 'compatible' } });
  });

  it('may have a new version beside the old one, and may not lose an old one', () => {
    expect(compared([], second)).toMatchObject({
      ResultReceived: { fate: 'kept', verdict: 'compatible', versions: [{ announced: true, verdict: 'compatible' }] },
    });
    const gone = compared(second, []);
    expect(gone).toMatchObject({
      ResultReceived: {
        verdict: 'breaking',
        note: 'catalog/lab/result-received/v2.json is gone, and stored events have it.',
      },
    });
  });

  it('breaks the patterns for its source when it gets another', () => {
    const at = '/components/messages/ResultReceived/x-eventbridge/source';
    expect(compared([], [{ file: 'asyncapi.yaml', at, value: 'hotel.main.lab' }])).toMatchObject({
      ResultReceived: { fate: 'moved', verdict: 'breaking', note: expect.stringContaining('hotel.main.lab') },
    });
  });
});
