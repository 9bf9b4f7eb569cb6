import { parseExactJson } from '../kernel/json.ts';
import {
  judgeChoice,
  judgeHistory,
  judgeInvalidDefinition,
  type RecordedChoice,
  type RecordedHistory,
  type RecordedInvalidDefinition,
} from '../services/states/conformance.ts';
import { judgeTestState, type RecordedTestState } from '../services/states/test-state/conformance.ts';
import type { CaseResult, Suite, Verdict } from './suite.ts';

const casesOf = <T>(text: string): readonly T[] => parseExactJson(text) as unknown as readonly T[];

type Judge<T> = (recorded: T) => Verdict | Promise<Verdict>;

/** A case that cannot even be run here is a case that does not hold; `levels` are those of the suite. */
const judged = async <T extends { readonly id: string }>(
  cases: readonly T[],
  judge: Judge<T>,
  failed: Verdict = { a: false },
): Promise<readonly CaseResult[]> => {
  const results: CaseResult[] = [];
  for (const recorded of cases) {
    try {
      results.push({ id: recorded.id, verdict: await judge(recorded) });
    } catch {
      results.push({ id: recorded.id, verdict: failed });
    }
  }
  return results;
};

const HISTORY_FAILED: Verdict = { a: false, b: false, c: false };

/** Executions recorded on AWS that call no service. */
export const histories: Suite = {
  name: 'sfn-histories',
  file: 'sfn-histories.json',
  async run(text) {
    const all = casesOf<RecordedHistory>(text);
    const pure = all.filter(({ kind }) => kind === 'pure');
    return { cases: await judged(pure, judgeHistory, HISTORY_FAILED), leftOut: all.length - pure.length };
  },
};

/** Executions recorded on AWS that call services: their tasks end as they did in the recording. */
export const serviceHistories: Suite = {
  name: 'sfn-histories-svc',
  file: 'sfn-histories.json',
  async run(text) {
    const cases = casesOf<RecordedHistory>(text).filter(({ kind }) => kind === 'svc');
    return { cases: await judged(cases, judgeHistory, HISTORY_FAILED) };
  },
};

/** Choice rules recorded on AWS. */
export const choiceOperators: Suite = {
  name: 'sfn-choice-operators',
  file: 'sfn-choice-operators.json',
  run: async (text) => ({
    cases: await judged(casesOf<RecordedChoice>(text), async (recorded) => ({ a: await judgeChoice(recorded) })),
  }),
};

/** Definitions that AWS's CreateStateMachine refused: the code, and the message of a schema fault. */
export const invalidDefinitions: Suite = {
  name: 'sfn-invalid-definitions',
  file: 'sfn-invalid-definitions.json',
  run: async (text) => ({
    cases: await judged(casesOf<RecordedInvalidDefinition>(text), (recorded) => {
      const { code, message } = judgeInvalidDefinition(recorded);
      return { a: code && message };
    }),
  }),
};

/** Calls of TestState recorded on AWS. */
export const testStates: Suite = {
  name: 'sfn-test-state',
  file: 'sfn-test-state.json',
  run: async (text) => ({
    // Counts are numbers of the SDK's here, whose digits were lost on the way.
    cases: await judged(JSON.parse(text) as readonly RecordedTestState[], async (recorded) => ({
      a: (await judgeTestState(recorded)).holds,
    })),
  }),
};
