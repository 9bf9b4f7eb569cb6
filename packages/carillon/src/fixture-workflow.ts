import { defineWorkflow, type LedgerEvent, type RunStatus, type Workflow } from '@carillon/runtime/workflow';

type Described = Workflow['events'][number];

const descriptor = (name: string, phi: readonly string[] = []): Described => ({
  name,
  source: 'shop.order',
  version: 1,
  schema: `order/${name}/v1`,
  owner: 'team-orders',
  claimCheck: false,
  phi,
  validate: () => [],
});

interface Fulfilment {
  readonly status: RunStatus;
  readonly parcels: number;
}

const initial: Fulfilment = { status: 'RUNNING', parcels: 0 };

const STATUS: Readonly<Record<string, RunStatus>> = {
  FulfilmentStarted: 'RUNNING',
  FulfilmentCompleted: 'COMPLETED',
  FulfilmentFailed: 'FAILED',
};

/** A workflow of another domain for tests: a run ships parcels, each with a stream of its own below the run's. */
export const fulfilment: Workflow<Fulfilment, never, LedgerEvent> = defineWorkflow({
  name: 'order-fulfilment',
  stream: 'fulfilment',
  events: [
    descriptor('FulfilmentStarted', ['/data/customer']),
    descriptor('ParcelShipped'),
    descriptor('FulfilmentCompleted'),
    descriptor('FulfilmentFailed'),
  ],
  decider: {
    initial,
    decide: () => [],
    evolve: (state, { name }) =>
      name === 'ParcelShipped'
        ? { ...state, parcels: state.parcels + 1 }
        : { ...state, status: STATUS[name] ?? state.status },
  },
  summarize: ({ status, parcels }) => ({
    status,
    facts: { parcels },
    ...(status === 'FAILED' ? { error: { code: 'OUT_OF_STOCK', message: 'Nothing left to ship.' } } : {}),
  }),
});

export interface Place {
  readonly stream: string;
  readonly sequence: number;
  /** Minutes after ten o'clock. */
  readonly minute: number;
}

/** An event as an item of the ledger's table. */
export const ledgerItem = (
  eventName: string,
  { stream, sequence, minute }: Place,
  data: object = {},
): Readonly<Record<string, unknown>> => {
  const occurredAt = new Date(Date.UTC(2026, 4, 1, 10, minute)).toISOString();
  const schema = `order/${eventName}/v1`;
  const id = `${stream}#${sequence}`;
  return {
    stream,
    sequence,
    eventName,
    occurredAt,
    metadata: { id, correlationId: 'c', occurredAt, schema, stream, sequence },
    data,
  };
};
