import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type WebsocketNotifierEvent, websocketNotifier } from '../../../generated/subscriptions.ts';
import { notice } from './notice.ts';
import { readSubscribeRequest } from './subject.ts';

interface Example {
  readonly metadata: { readonly id: string; readonly occurredAt: string };
  readonly data: Readonly<Record<string, unknown>>;
}

const { events } = websocketNotifier;
const catalog = join(import.meta.dirname, '../../../catalog');

const examplesOf = (schema: string): readonly Example[] =>
  (JSON.parse(readFileSync(join(catalog, `${schema}.json`), 'utf8')) as { readonly examples: readonly Example[] })
    .examples;

const envelope = (name: string, source: string, detail: Example): WebsocketNotifierEvent =>
  ({
    version: '0',
    id: 'envelope',
    'detail-type': name,
    source,
    account: '000000000000',
    time: '2026-11-23T20:00:00Z',
    region: 'us-east-1',
    resources: [],
    detail,
  }) as unknown as WebsocketNotifierEvent;

/** The same detail, with `mark` in every place that the catalog marks as identifying a person. */
const marked = (detail: Example, pointers: readonly string[], mark: string): Example => {
  const copy = structuredClone(detail);
  for (const pointer of pointers) {
    const path = pointer.split('/').slice(1);
    const last = path.pop() ?? '';
    let place: unknown = copy;
    for (const step of path) place = (place as Record<string, unknown> | undefined)?.[step];
    if (typeof place === 'object' && place !== null && last in place) (place as Record<string, unknown>)[last] = mark;
  }
  return copy;
};

describe('a notice', () => {
  it.each(events.map((event) => [event.name, event] as const))(
    'of %s tells every example',
    (name, { source, schema }) => {
      for (const example of examplesOf(schema)) {
        const { id, occurredAt } = example.metadata;
        const told = notice(envelope(name, source, example));
        expect(told).toMatchObject({ id, at: occurredAt, type: name });
        expect(readSubscribeRequest(JSON.stringify({ subjects: told.subjects }))).toMatchObject({ ok: true });
      }
    },
  );

  it('never holds what identifies a person, nor what an event gains later', () => {
    const cases = events.flatMap((event) => examplesOf(event.schema).map((example) => ({ event, example })));
    const secret = fc.uuid().map((text) => `secret-${text}`);
    fc.assert(
      fc.property(fc.constantFrom(...cases), secret, secret, ({ event, example }, phi, gained) => {
        const detail = marked(example, event.phi, phi);
        const data = { ...detail.data, gained, patientId: phi, resourceId: phi, resource: { text: phi } };
        const text = JSON.stringify(notice(envelope(event.name, event.source, { ...detail, data })));
        expect(text).not.toContain(phi);
        expect(text).not.toContain(gained);
      }),
    );
  });
});

describe('what a page asks for', () => {
  it.each([
    [undefined, 'NOT_JSON'],
    ['{', 'NOT_JSON'],
    ['null', 'NO_SUBJECTS'],
    ['{"subjects":[]}', 'NO_SUBJECTS'],
    ['{"subjects":"runs"}', 'NO_SUBJECTS'],
    ['{"subjects":["runs","everything"]}', 'UNKNOWN_SUBJECT'],
    ['{"subjects":["run/"]}', 'UNKNOWN_SUBJECT'],
    ['{"subjects":["run/a#b"]}', 'UNKNOWN_SUBJECT'],
    ['{"subjects":[{}]}', 'UNKNOWN_SUBJECT'],
    [JSON.stringify({ subjects: Array.from({ length: 21 }, () => 'runs') }), 'TOO_MANY'],
  ])('%j is refused: %s', (body, code) => expect(readSubscribeRequest(body)).toEqual({ ok: false, code }));

  it('is taken once each', () => {
    const body = JSON.stringify({ action: 'subscribe', subjects: ['runs', 'run/2026-11-23T20:00:00.000Z', 'runs'] });
    expect(readSubscribeRequest(body)).toEqual({ ok: true, subjects: ['runs', 'run/2026-11-23T20:00:00.000Z'] });
  });
});
