import { readFileSync } from 'node:fs';
import { type CaseResult, failedLevels, type Level } from './suite.ts';

/** A recorded case that does not hold, and why that is accepted. */
export interface ExpectedFailure {
  readonly suite: string;
  readonly id: string;
  /** The levels that fail; the others hold. */
  readonly levels: readonly Level[];
  readonly reason: string;
}

export const expectedFailures = (): readonly ExpectedFailure[] =>
  JSON.parse(readFileSync(new URL('expected-failures.json', import.meta.url), 'utf8')) as readonly ExpectedFailure[];

export interface Difference {
  readonly id: string;
  readonly expected: readonly Level[];
  readonly received: readonly Level[];
}

/**
 * Where results and list are not equal: a case that fails and is not listed, and one that is listed and holds. A listed
 * case that was not run says nothing.
 */
export const differences = (
  suite: string,
  cases: readonly CaseResult[],
  listed: readonly ExpectedFailure[],
): readonly Difference[] => {
  const expected = new Map(
    listed.filter((each) => each.suite === suite).map(({ id, levels }) => [id, levels] as const),
  );
  return cases.flatMap((each) => {
    const [wanted, received] = [expected.get(each.id) ?? [], failedLevels(each)];
    return wanted.join() === received.join() ? [] : [{ id: each.id, expected: wanted, received }];
  });
};
