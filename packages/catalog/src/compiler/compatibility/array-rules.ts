import { part, saying } from './constraint.ts';
import { itemOf, tupleLength } from './fields.ts';
import { anyItem, field, gap, type KeywordRule } from './gap.ts';

const items: KeywordRule = ({ prover, source, facts, target, at }) => {
  const known = Math.max(tupleLength(source), tupleLength([target]));
  const indexes = Array.from({ length: known + 1 }, (_, index) => index).filter((index) => index < facts.items.most);
  return indexes.flatMap((index) => {
    const step = index < known ? field(String(index)) : anyItem;
    return itemOf([target], index).flatMap((wanted) => prover.gaps(itemOf(source, index), wanted, [...at, step]));
  });
};

const minItems: KeywordRule = (question) => {
  const limit = Number(question.target.schema.minItems);
  if (question.facts.items.least >= limit) return [];
  return gap(question, 'minItems', [[saying(question.target, { type: 'array', maxItems: limit - 1 })]]);
};

const maxItems: KeywordRule = (question) => {
  const limit = Number(question.target.schema.maxItems);
  if (question.facts.items.most <= limit) return [];
  return gap(question, 'maxItems', [[saying(question.target, { type: 'array', minItems: limit + 1 })]]);
};

const uniqueItems: KeywordRule = (question) => {
  const { facts, target } = question;
  if (target.schema.uniqueItems !== true || facts.unique || facts.items.most <= 1) return [];
  return gap(question, 'uniqueItems', [[saying(target, { type: 'array', minItems: 2 })]]);
};

const contains: KeywordRule = (question) => {
  const { prover, source, facts, target } = question;
  const wanted = part(target, 'contains');
  if (wanted === undefined) return [];
  const within = source
    .map((node) => part(node, 'contains'))
    .some((found) => found !== undefined && prover.gaps([found], wanted, []).length === 0);
  const first = facts.items.least > 0 && prover.gaps(itemOf(source, 0), wanted, []).length === 0;
  if (within || first) return [];
  return gap(question, 'contains', [
    [saying(target, { type: 'array', maxItems: 0 })],
    [saying(target, { type: 'array', items: { not: wanted.schema } })],
    [saying(target, { type: 'array', minItems: 1 })],
  ]);
};

const ofArrays =
  (rule: KeywordRule): KeywordRule =>
  (question) =>
    question.facts.kinds.has('array') ? rule(question) : [];

export const arrayRules: Readonly<Record<string, KeywordRule>> = {
  items: ofArrays(items),
  minItems: ofArrays(minItems),
  maxItems: ofArrays(maxItems),
  uniqueItems: ofArrays(uniqueItems),
  contains: ofArrays(contains),
};
