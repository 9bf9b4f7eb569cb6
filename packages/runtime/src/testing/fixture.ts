import type { EventBridgeEnvelope, EventDescriptor, Subscription } from '../descriptor.ts';
import { type OutgoingEvent, outgoing } from '../publish/outgoing-event.ts';

export interface NoteWritten {
  readonly metadata: {
    readonly id: string;
    readonly correlationId: string;
    readonly occurredAt: string;
    readonly schema: string;
  };
  readonly data: { readonly id: string; readonly kind?: string; readonly author?: string; readonly text: string };
}

/** An event of a domain of its own, for this package's tests. */
export const noteWritten: EventDescriptor<'NoteWritten', NoteWritten> = {
  name: 'NoteWritten',
  source: 'carillon.test',
  version: 1,
  schema: 'test/note-written/v1',
  owner: 'team-test',
  claimCheck: true,
  phi: ['/data/author'],
  validate: (detail) => {
    const { data } = detail as NoteWritten;
    return typeof data?.text === 'string'
      ? []
      : [{ pointer: '/data/text', keyword: 'type', message: 'must be string' }];
  },
};

export const noteSubscription: Subscription<EventBridgeEnvelope<'NoteWritten', NoteWritten>> = {
  consumer: 'note-reader',
  owner: 'team-test',
  pattern: { source: ['carillon.test'], 'detail-type': ['NoteWritten'] },
  delivery: {
    kind: 'queue',
    batchSize: 10,
    maxBatchingWindowSeconds: 0,
    maxReceiveCount: 3,
    visibilityTimeoutSeconds: 180,
    functionTimeoutSeconds: 30,
  },
  events: [noteWritten],
};

const uuidOf = (n: number): string => `00000000-0000-8000-8000-${String(n).padStart(12, '0')}`;

export const note = (n: number, text = `note ${n}`): OutgoingEvent =>
  outgoing(
    noteWritten,
    { id: `n-${n}`, kind: 'memo', author: 'someone', text },
    { id: uuidOf(n), correlationId: `c-${n}`, occurredAt: '2026-11-23T20:00:00.000Z' },
  );

export const envelope = (
  detail: unknown,
  change: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> => ({
  version: '0',
  id: '11111111-1111-4111-8111-111111111111',
  'detail-type': 'NoteWritten',
  source: 'carillon.test',
  account: '000000000000',
  time: '2026-11-23T20:00:00Z',
  region: 'us-east-1',
  resources: [],
  detail,
  ...change,
});

export const noteDetail = ({ event, data, metadata }: OutgoingEvent): unknown => ({
  metadata: { ...metadata, schema: event.schema },
  data,
});
