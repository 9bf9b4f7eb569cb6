import { arrayAt, objectAt } from '../json.ts';
import { accepts } from './accepts.ts';
import { type Conjunction, part, saying } from './constraint.ts';
import {
  canHave,
  closedNames,
  fieldOf,
  fieldParts,
  namesOf,
  otherFields,
  patternsOf,
  saysOfFields,
  speaksOf,
} from './fields.ts';
import { field, type Gap, gap, type KeywordRule, type Question, type Step } from './gap.ts';
import { exampleOf } from './language.ts';

const required: KeywordRule = (question) =>
  arrayAt(question.target.schema, 'required')
    .map(String)
    .filter((name) => !question.facts.required.has(name))
    .flatMap((name) => gap(question, 'required').map((found) => ({ ...found, absent: name })));

/** Fields: those with a name one by one, then the others by the patterns that tell them apart. */
const fields: KeywordRule = (question) => {
  if (!saysOfFields(question.target)) return [];
  const { source, target } = question;
  const names = new Set([...source.flatMap(namesOf), ...namesOf(target), ...question.facts.required]);
  const named = [...names].filter((name) => canHave(source, name) && writes(question, name));
  const closed = closedNames(source);
  return [
    ...named.flatMap((name) =>
      fieldParts(target, name).flatMap((wanted) =>
        question.prover.gaps(fieldOf(source, name), wanted, [...question.at, field(name)]),
      ),
    ),
    ...(closed === undefined ? others(question) : []),
  ];
};

/**
 * A name that the source leaves open without a word is taken to be unused: a producer writes what its schema declares.
 * Without this no field could ever be added.
 */
const writes = ({ prover, source, facts }: Question, name: string): boolean =>
  !prover.believing || facts.required.has(name) || source.some((node) => speaksOf(node, name));

function others(question: Question): readonly Gap[] {
  const { source, target, prover, at } = question;
  const rest = part(target, 'additionalProperties');
  return otherFields(source).flatMap(({ pattern, holds }) => {
    const step = (like: string | undefined): readonly Step[] => [
      ...at,
      { name: otherName(question, like), shown: '*' },
    ];
    const byPattern = patternsOf(target).flatMap((wanted) => {
      const goal = part(target, 'patternProperties', wanted);
      const known = pattern === undefined ? fieldsLike(source, wanted) : holds;
      return goal === undefined ? [] : prover.gaps(known, goal, step(wanted));
    });
    const covered = pattern !== undefined && patternsOf(target).includes(pattern);
    return [...byPattern, ...(rest === undefined || covered ? [] : prover.gaps(holds, rest, step(pattern)))];
  });
}

/** What the source says of a field that matches a pattern of the target. */
const fieldsLike = (source: Conjunction, pattern: string): Conjunction =>
  otherFields(source).find((each) => each.pattern === pattern)?.holds ??
  otherFields(source.filter((node) => patternsOf(node).length === 0)).flatMap(({ holds }) => holds);

/** A name that neither side declares. */
function otherName({ source, target }: Question, pattern: string | undefined): string {
  const taken = new Set([...source, target].flatMap(namesOf));
  const named = source
    .map((node) => objectAt(node.schema, 'propertyNames').pattern)
    .find((one) => typeof one === 'string');
  const like = pattern ?? named;
  const names = like === undefined ? ['another', 'anotherField'] : [exampleOf(like) ?? 'another'];
  return names.find((name) => !taken.has(name)) ?? 'yetAnother';
}

const propertyNames: KeywordRule = (question) => {
  const { source, prover, at } = question;
  const wanted = part(question.target, 'propertyNames');
  if (wanted === undefined) return [];
  const closed = closedNames(source);
  if (closed !== undefined) {
    const refused = closed.filter((name) => !accepts(wanted, name));
    return refused.flatMap((name) => gap(question, 'propertyNames', [[saying(wanted, { required: [name] })]]));
  }
  const refused = source.flatMap(namesOf).filter((name) => canHave(source, name) && !accepts(wanted, name));
  const named = source.map((node) => part(node, 'propertyNames')).filter((found) => found !== undefined);
  const inner = prover.gaps([saying(wanted, { type: 'string' }), ...named], wanted, at);
  if (refused.length === 0 && inner.length === 0) return [];
  const known = inner.flatMap(({ values = [] }) => values.filter((value) => typeof value === 'string'));
  return gap(question, 'propertyNames', [
    ...[...refused, ...known].map((name) => [saying(wanted, { required: [name] })]),
    [saying(wanted, { minProperties: question.facts.properties.least + 1 })],
  ]);
};

const minProperties: KeywordRule = (question) => {
  const limit = Number(question.target.schema.minProperties);
  if (question.facts.properties.least >= limit) return [];
  return gap(question, 'minProperties', [[saying(question.target, { type: 'object', maxProperties: limit - 1 })]]);
};

const maxProperties: KeywordRule = (question) => {
  const limit = Number(question.target.schema.maxProperties);
  const closed = closedNames(question.source);
  if (question.facts.properties.most <= limit || (closed !== undefined && closed.length <= limit)) return [];
  return gap(question, 'maxProperties', [[saying(question.target, { type: 'object', minProperties: limit + 1 })]]);
};

const dependencies: KeywordRule = (question) => {
  const { source, target, prover, at } = question;
  return Object.entries(objectAt(target.schema, 'dependencies')).flatMap(([name, needed]) => {
    if (!canHave(source, name) || !writes(question, name)) return [];
    const given = saying(target, { type: 'object', required: [name] });
    const goal = Array.isArray(needed) ? saying(target, { required: needed }) : part(target, 'dependencies', name);
    if (goal === undefined) return [];
    const found = prover.gaps([...source, given], goal, at);
    return found.map((each) => ({
      ...each,
      target,
      keyword: 'dependencies',
      hints: [[...source, given], ...each.hints],
    }));
  });
};

const ofObjects =
  (rule: KeywordRule): KeywordRule =>
  (question) =>
    question.facts.kinds.has('object') ? rule(question) : [];

export const objectRules: Readonly<Record<string, KeywordRule>> = {
  required: ofObjects(required),
  fields: ofObjects(fields),
  propertyNames: ofObjects(propertyNames),
  minProperties: ofObjects(minProperties),
  maxProperties: ofObjects(maxProperties),
  dependencies: ofObjects(dependencies),
};
