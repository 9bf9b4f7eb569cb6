import { deepStrictEqual, throws } from 'node:assert/strict';
import { isCoded } from '../errors.ts';
import { type Decider, fold, type LedgerEvent } from '../workflow/decider.ts';

/** What the decider must do. Not named `then`: promises would take it for one of theirs. */
export interface Verdict<Event> {
  decides(...expected: readonly Event[]): void;
  decidesNothing(): void;
  /** @param code of the CodedError that decide throws */
  refuses(code: string): void;
}

/** The past is given; now a command comes. */
export interface When<Command, Event> {
  when(command: Command): Verdict<Event>;
}

/** `given(decider)(...past).when(command).decides(...events)`: a decider's test in the words of its domain. */
export const given =
  <State, Command, Event extends LedgerEvent>(decider: Decider<State, Command, Event>) =>
  (...past: readonly Event[]): When<Command, Event> => ({
    when: (command) => {
      const decide = (): readonly Event[] => decider.decide(fold(decider, decider.initial, past), command);
      return {
        decides: (...expected) => deepStrictEqual(decide(), expected),
        decidesNothing: () => deepStrictEqual(decide(), []),
        refuses: (code) => throws(decide, (error) => isCoded(error) && error.code === code),
      };
    },
  });
