import { aggregateOf, defineWorkflow, type RunAggregate, type Workflow } from '@carillon/runtime/workflow';
import { orderFulfilmentCompleted, orderFulfilmentFailed, orderFulfilmentStarted } from '../../../generated/events.ts';
import type { OrderFulfilmentEvent } from '../../../generated/subscriptions.ts';
import { upcasters } from '../../upcasters/upcasters.ts';
import { type Run, type RunCommand, type RunEvent, run } from './run.ts';

/** What the event that starts a run and those that concern it have in common. */
interface Keyed {
  readonly detail: { readonly data: { readonly orderId: string } };
}

/** There is one run for each. */
export const keyOf = ({ detail }: Keyed): string => detail.data.orderId;

/** Starts on OrderPlaced. */
export const workflow: Workflow<Run, RunCommand, RunEvent> = defineWorkflow({
  name: 'order-fulfilment',
  events: [orderFulfilmentStarted, orderFulfilmentCompleted, orderFulfilmentFailed],
  upcasters,
  decider: run,
  // The input of an execution is the event that started it, as EventBridge delivers it.
  keyOf: (input) => keyOf(input as OrderFulfilmentEvent),
  summarize: ({ status, attempt, error }) => ({
    status: status === 'NOT_STARTED' ? 'RUNNING' : status,
    facts: { attempt },
    ...(error === undefined ? {} : { error }),
  }),
});

/** What handleCommand takes: each run has a stream of its own. */
export const runs: RunAggregate<Run, RunCommand, RunEvent> = aggregateOf(workflow);
