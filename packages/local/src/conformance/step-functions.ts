import { parseJson } from '../kernel/json.ts';
import {
  judgeChoice,
  judgeHistory,
  judgeInvalidDefinition,
  type RecordedChoice,
  type RecordedHistory,
  type RecordedInvalidDefinition,
} from '../services/states/conformance.ts';
import type { Score, Suite } from './suite.ts';

const casesOf = <T>(text: string): readonly T[] => parseJson(text) as unknown as readonly T[];

interface Verdict {
  readonly a: boolean;
  readonly b?: boolean;
  readonly c?: boolean;
}

const NOT_MET: Verdict = { a: false, b: false, c: false };

/** A case that our side cannot even run is a case that does not hold. */
const verdictOn = async <T>(recorded: T, judge: (recorded: T) => Promise<Verdict>): Promise<Verdict> => {
  try {
    return await judge(recorded);
  } catch {
    return NOT_MET;
  }
};

const score = async <T extends { readonly id: string }>(
  cases: readonly T[],
  judge: (recorded: T) => Promise<Verdict>,
): Promise<Score> => {
  const verdicts: (readonly [string, Verdict])[] = [];
  for (const recorded of cases) verdicts.push([recorded.id, await verdictOn(recorded, judge)]);
  const held = (level: 'a' | 'b' | 'c'): number => verdicts.filter(([, verdict]) => verdict[level] === true).length;
  const levels = verdicts.some(([, { c }]) => c !== undefined && c);
  return {
    cases: cases.length,
    a: held('a'),
    ...(levels ? { b: held('b'), c: held('c') } : {}),
    failed: verdicts.filter(([, { a }]) => !a).map(([id]) => id),
  };
};

/** Executions recorded on AWS. Those that call services (`svc`) are left out: they need stand-ins for each. */
export const histories: Suite = {
  file: 'sfn-histories.json',
  async run(text) {
    const all = casesOf<RecordedHistory>(text);
    const pure = all.filter(({ kind }) => kind === 'pure');
    return { ...(await score(pure, judgeHistory)), leftOut: all.length - pure.length };
  },
};

/** Choice rules recorded on AWS. */
export const choiceOperators: Suite = {
  file: 'sfn-choice-operators.json',
  run: (text) =>
    score(casesOf<RecordedChoice & { readonly id: string }>(text), async (recorded) => ({
      a: await judgeChoice(recorded),
    })),
};

/** Definitions that AWS's CreateStateMachine refused: the code, and the message of a schema fault. */
export const invalidDefinitions: Suite = {
  file: 'sfn-invalid-definitions.json',
  run: (text) =>
    score(casesOf<RecordedInvalidDefinition>(text), async (recorded) => {
      const { code, message } = judgeInvalidDefinition(recorded);
      return { a: code && message };
    }),
};
