import { deepStrictEqual, throws } from 'node:assert/strict';
import { isCoded } from '../bus/errors.ts';
import { type Decider, fold, type LedgerEvent } from './decider.ts';

/** Not named `then`: promises would take it for one of theirs. */
interface Verdict<Event> {
  decides(...expected: readonly Event[]): void;
  decidesNothing(): void;
  /** @param code of the CodedError that decide throws */
  refuses(code: string): void;
}

/** The second half of a test of a decider: the command. */
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
