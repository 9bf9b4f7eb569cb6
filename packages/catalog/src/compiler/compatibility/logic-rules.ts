import { type Conjunction, type Constraint, part, partsOf, saying } from './constraint.ts';
import { type Gap, gap, type KeywordRule, type Question } from './gap.ts';

interface Attempt {
  readonly branch: Constraint;
  readonly gaps: readonly Gap[];
}

/** Every branch that is not excluded, and what keeps the source from lying within it. */
const attempts = ({ prover, source, at }: Question, branches: Conjunction): readonly Attempt[] =>
  branches
    .filter((branch) => !prover.impossible([...source, branch]))
    .map((branch) => ({ branch, gaps: prover.gaps(source, branch, at) }));

/** Where one branch alone is meant its own gaps say more than that no branch fits. */
const unfit = (question: Question, keyword: string, tried: readonly Attempt[]): readonly Gap[] => {
  const [only] = tried;
  return tried.length === 1 && only !== undefined ? only.gaps : gap(question, keyword, [[]]);
};

const anyOf: KeywordRule = (question) => {
  const tried = attempts(question, partsOf(question.target, 'anyOf'));
  return tried.some(({ gaps }) => gaps.length === 0) ? [] : unfit(question, 'anyOf', tried);
};

const oneOf: KeywordRule = (question) => {
  const tried = attempts(question, partsOf(question.target, 'oneOf'));
  const fitting = tried.filter(({ gaps }) => gaps.length === 0);
  if (fitting.length === 1 && tried.length === 1) return [];
  if (fitting.length === 0) return unfit(question, 'oneOf', tried);
  const pairs = tried.flatMap((one, index) => tried.slice(index + 1).map((other) => [one.branch, other.branch]));
  return gap(question, 'oneOf', pairs);
};

const not: KeywordRule = (question) => {
  const { prover, source, target } = question;
  const excluded = part(target, 'not');
  if (excluded === undefined || prover.impossible([...source, excluded])) return [];
  const already = source
    .map((node) => part(node, 'not'))
    .some((found) => found !== undefined && prover.exact.gaps([excluded], found, []).length === 0);
  return already ? [] : gap(question, 'not', [[excluded]]);
};

const condition: KeywordRule = ({ prover, source, target, at }) => {
  const test = part(target, 'if');
  if (test === undefined) return [];
  const [then, otherwise] = [part(target, 'then'), part(target, 'else')];
  return [
    ...(then === undefined ? [] : prover.gaps([...source, test], then, at)),
    ...(otherwise === undefined ? [] : prover.gaps([...source, saying(target, { not: test.schema })], otherwise, at)),
  ];
};

const allOf: KeywordRule = ({ prover, source, target, at }) =>
  partsOf(target, 'allOf').flatMap((each) => prover.gaps(source, each, at));

export const logicRules: Readonly<Record<string, KeywordRule>> = { anyOf, oneOf, not, if: condition, allOf };
