import { isAwsError } from '../kernel/errors.ts';
import { compilePattern } from '../patterns/pattern.ts';
import { memberText, type RecordedCase, recordedCases } from './recorded-cases.ts';
import type { Results, Suite } from './suite.ts';

type Answer = 'match' | 'no-match' | { readonly code: string; readonly message: string };

const answerTo = (recorded: RecordedCase): Answer => {
  try {
    const pattern = compilePattern(memberText(recorded, 'pattern'));
    return pattern.matchesText(memberText(recorded, 'event')) ? 'match' : 'no-match';
  } catch (error) {
    if (isAwsError(error)) return { code: error.code, message: error.message };
    throw error;
  }
};

const results = (text: string, holds: (recorded: RecordedCase, answer: Answer) => boolean): Results => ({
  cases: recordedCases(text).map((recorded) => ({
    id: memberText(recorded, 'id'),
    verdict: { a: holds(recorded, answerTo(recorded)) },
  })),
});

const expected = (recorded: RecordedCase): Answer => {
  const word = memberText(recorded, 'expect');
  if (word === 'error') return JSON.parse(memberText(recorded, 'error')) as Answer;
  return word === 'match' ? 'match' : 'no-match';
};

const same = (one: Answer, other: Answer): boolean =>
  typeof one === 'string' || typeof other === 'string'
    ? one === other
    : one.code === other.code && one.message === other.message.split('\n')[0];

/** Recorded from AWS: TestEventPattern. */
export const eventPatterns: Suite = {
  name: 'event-patterns',
  file: 'event-patterns.json',
  run: (text) => results(text, (recorded, verdict) => same(verdict, expected(recorded))),
};

/** Computed with aws/event-ruler: match, no-match or invalid. */
export const eventPatternsRuler: Suite = {
  name: 'event-patterns-ruler',
  file: 'event-patterns-ruler.jsonl',
  run: (text) =>
    results(
      text,
      (recorded, verdict) => memberText(recorded, 'expect') === (typeof verdict === 'string' ? verdict : 'invalid'),
    ),
};
