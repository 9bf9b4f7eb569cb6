import { type RecordedEvent, recordedOf } from '@carillon/runtime/event-store';
import { type AnyWorkflow, fold, type LedgerEvent, type RunSummary } from '@carillon/runtime/workflow';

/** A run as its ledger has it. */
export interface LedgerRun extends RunSummary {
  readonly workflow: string;
  readonly runId: string;
  /** RFC 3339: when its first event occurred. */
  readonly startedAt: string;
  /** When its last event occurred; absent while it runs. */
  readonly endedAt?: string;
  /** What happened to it, in order, every event in its newest version. */
  readonly events: readonly RecordedEvent[];
}

/** An item of the ledger's table: an event, or what lies beside the streams and has no `eventName`. */
export type LedgerTableItem = Readonly<Record<string, unknown>>;

/** By time; within a stream by its sequence, whatever its clock said: no event counts as earlier than one before it. */
const inOrder = (recorded: readonly RecordedEvent[]): readonly RecordedEvent[] => {
  const streams = Map.groupBy(recorded, ({ metadata }) => metadata.stream);
  const timed = [...streams].flatMap(([stream, events]) => {
    let latest = '';
    return events
      .toSorted((one, other) => one.metadata.sequence - other.metadata.sequence)
      .map((event) => {
        latest = event.metadata.occurredAt > latest ? event.metadata.occurredAt : latest;
        return { event, stream, at: latest };
      });
  });
  // Stable: events of one stream at one instant keep their places.
  return timed
    .toSorted((one, other) => (one.at === other.at ? compare(one.stream, other.stream) : compare(one.at, other.at)))
    .map(({ event }) => event);
};

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

/**
 * One run, of the items of its streams in any order and with repetitions; undefined where they have no event of it. The one
 * place where a ledger is folded into a read model; takes time in proportion to the items, but for their sorting.
 */
export const foldRun = (
  workflow: AnyWorkflow,
  runId: string,
  items: readonly LedgerTableItem[],
): LedgerRun | undefined => {
  const names = new Set(workflow.events.map(({ name }) => name));
  const recorded = items
    .filter(({ eventName }) => names.has(String(eventName)))
    .map((item) => recordedOf(workflow, item));
  const events = inOrder([...new Map(recorded.map((each) => [each.metadata.id, each])).values()]);
  const [first, last] = [events[0], events.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const past: readonly LedgerEvent[] = events.map(({ event }) => event);
  const summary = workflow.summarize(fold(workflow.decider, workflow.decider.initial, past), runId);
  return {
    workflow: workflow.name,
    runId,
    startedAt: first.metadata.occurredAt,
    ...(summary.status === 'RUNNING' ? {} : { endedAt: last.metadata.occurredAt }),
    ...summary,
    events,
  };
};
