import type { EventDescriptor } from '../descriptor.ts';

/** Something that happened: the descriptor's name and the data of its detail. */
export interface LedgerEvent<Name extends string = string, Data = unknown> {
  readonly name: Name;
  readonly data: Data;
}

/**
 * All that is decided about a workflow, as pure functions: what a command makes of a state, and what an event makes of
 * it. A command that changes nothing decides no events; one that must not be is refused by throwing.
 */
export interface Decider<State, Command, Event extends LedgerEvent> {
  readonly initial: State;
  decide(state: State, command: Command): readonly Event[];
  evolve(state: State, event: Event): State;
}

/** The state after some events. */
export const fold = <State, Event extends LedgerEvent>(
  { evolve }: Pick<Decider<State, never, Event>, 'evolve'>,
  state: State,
  events: readonly Event[],
): State => events.reduce(evolve, state);

/** The ledger event of a catalog event. */
export type LedgerEventOf<Described> =
  Described extends EventDescriptor<infer Name, infer Detail>
    ? Detail extends { readonly data: infer Data }
      ? LedgerEvent<Name, Data>
      : never
    : never;
