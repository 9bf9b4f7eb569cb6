import { isAwsError } from '../kernel/errors.ts';
import { compilePattern } from '../patterns/pattern.ts';
import { memberText, type RecordedCase, recordedCases } from './recorded-cases.ts';
import type { Score, Suite } from './suite.ts';

type Verdict = 'match' | 'no-match' | { readonly code: string; readonly message: string };

const verdictOn = (recorded: RecordedCase): Verdict => {
  try {
    const pattern = compilePattern(memberText(recorded, 'pattern'));
    return pattern.matchesText(memberText(recorded, 'event')) ? 'match' : 'no-match';
  } catch (error) {
    if (isAwsError(error)) return { code: error.code, message: error.message };
    throw error;
  }
};

const score = (text: string, holds: (recorded: RecordedCase, verdict: Verdict) => boolean): Score => {
  const cases = recordedCases(text);
  const failed = cases.filter((recorded) => !holds(recorded, verdictOn(recorded)));
  return {
    cases: cases.length,
    a: cases.length - failed.length,
    failed: failed.map((recorded) => memberText(recorded, 'id')),
  };
};

const expected = (recorded: RecordedCase): Verdict => {
  const word = memberText(recorded, 'expect');
  if (word === 'error') return JSON.parse(memberText(recorded, 'error')) as Verdict;
  return word === 'match' ? 'match' : 'no-match';
};

const same = (one: Verdict, other: Verdict): boolean =>
  typeof one === 'string' || typeof other === 'string'
    ? one === other
    : one.code === other.code && one.message === other.message.split('\n')[0];

/** Recorded from AWS: TestEventPattern. */
export const eventPatterns: Suite = {
  file: 'event-patterns.json',
  run: (text) => score(text, (recorded, verdict) => same(verdict, expected(recorded))),
};

/** Computed with aws/event-ruler: match, no-match or invalid. */
export const eventPatternsRuler: Suite = {
  file: 'event-patterns-ruler.jsonl',
  run: (text) =>
    score(
      text,
      (recorded, verdict) => memberText(recorded, 'expect') === (typeof verdict === 'string' ? verdict : 'invalid'),
    ),
};
