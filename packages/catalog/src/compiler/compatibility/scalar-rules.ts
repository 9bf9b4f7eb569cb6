import { isDeepStrictEqual } from 'node:util';
import { decimalOf, divides, leastCommonMultiple } from '../decimal.ts';
import type { JsonObject } from '../json.ts';
import { saying } from './constraint.ts';
import { type Bound, type Facts, type Kind, kindsOf } from './facts.ts';
import { formatOf } from './formats.ts';
import { type Gap, gap, type KeywordRule, type Question } from './gap.ts';
import { languageWithin, lengthPatterns } from './language.ts';

const typeNames: Readonly<Record<Kind, JsonObject>> = {
  null: { type: 'null' },
  boolean: { type: 'boolean' },
  object: { type: 'object' },
  array: { type: 'array' },
  string: { type: 'string' },
  integer: { type: 'integer' },
  fraction: { type: 'number', not: { type: 'integer' } },
};

const missing = (question: Question, keyword: string, ...hints: readonly JsonObject[]): readonly Gap[] =>
  gap(
    question,
    keyword,
    hints.map((schema) => [saying(question.target, schema)]),
  );

const type: KeywordRule = (question) => {
  const allowed = kindsOf(question.target.schema);
  const excess = [...question.facts.kinds].filter((kind) => !allowed.has(kind));
  return excess.length === 0 ? [] : missing(question, 'type', ...excess.map((kind) => typeNames[kind]));
};

/** A list of values is decided value by value before any rule is asked; what comes here is more than can be listed. */
const enumeration: KeywordRule = (question) => {
  const list = question.target.schema.enum;
  const same = question.source.some(({ schema }) => isDeepStrictEqual(schema.enum, list));
  return same ? [] : missing(question, 'enum', {});
};

const constant: KeywordRule = (question) => missing(question, 'const', {});

const isNumeric = ({ kinds }: Facts): boolean => kinds.has('integer') || kinds.has('fraction');
const limitOf = ({ target }: Question, keyword: string): number => Number(target.schema[keyword]);

const above = (bound: Bound, limit: number, exclusive: boolean): boolean =>
  bound.value > limit || (bound.value === limit && (!exclusive || bound.exclusive));
const below = (bound: Bound, limit: number, exclusive: boolean): boolean =>
  bound.value < limit || (bound.value === limit && (!exclusive || bound.exclusive));

const lower =
  (keyword: string, exclusive: boolean): KeywordRule =>
  (question) => {
    const limit = limitOf(question, keyword);
    if (!isNumeric(question.facts) || above(question.facts.least, limit, exclusive)) return [];
    return missing(question, keyword, { type: 'number', [exclusive ? 'maximum' : 'exclusiveMaximum']: limit });
  };

const upper =
  (keyword: string, exclusive: boolean): KeywordRule =>
  (question) => {
    const limit = limitOf(question, keyword);
    if (!isNumeric(question.facts) || below(question.facts.most, limit, exclusive)) return [];
    return missing(question, keyword, { type: 'number', [exclusive ? 'minimum' : 'exclusiveMinimum']: limit });
  };

const multipleOf: KeywordRule = (question) => {
  const { facts } = question;
  if (!isNumeric(facts)) return [];
  const steps = [...(facts.kinds.has('fraction') ? [] : [1]), ...facts.multiples].map(decimalOf);
  const [first, ...others] = steps;
  const step = decimalOf(limitOf(question, 'multipleOf'));
  const isProven = first !== undefined && divides(step, others.reduce(leastCommonMultiple, first));
  return isProven ? [] : missing(question, 'multipleOf', { type: 'number' });
};

/** Whether all texts of the source match a pattern, by its own patterns and lengths; else a gap, with the shortest that does not. */
const textsWithin = (question: Question, keyword: string, wanted: string, hint: JsonObject): readonly Gap[] => {
  const { patterns, formats, length } = question.facts;
  const formal =
    keyword === 'pattern' || keyword === 'format' ? formats.flatMap((name) => formatOf(name)?.pattern ?? []) : [];
  const answer = languageWithin([...patterns, ...formal, ...lengthPatterns(length)], wanted);
  if (answer?.within === true) return [];
  const values = answer?.counterexample === undefined ? {} : { values: [answer.counterexample] };
  return missing(question, keyword, { type: 'string', ...hint }).map((found) => ({ ...found, ...values }));
};

const minLength: KeywordRule = (question) => {
  const limit = limitOf(question, 'minLength');
  const { kinds, length, patterns } = question.facts;
  if (!kinds.has('string') || length.least >= limit) return [];
  const hint = { type: 'string', maxLength: limit - 1 };
  const [wanted] = patterns.length === 0 ? [] : lengthPatterns({ least: limit, most: Number.POSITIVE_INFINITY });
  return wanted === undefined ? missing(question, 'minLength', hint) : textsWithin(question, 'minLength', wanted, hint);
};

const maxLength: KeywordRule = (question) => {
  const limit = limitOf(question, 'maxLength');
  const { kinds, length, patterns } = question.facts;
  if (!kinds.has('string') || length.most <= limit) return [];
  const hint = { type: 'string', minLength: limit + 1 };
  const [wanted] = patterns.length === 0 ? [] : lengthPatterns({ least: 0, most: limit });
  return wanted === undefined ? missing(question, 'maxLength', hint) : textsWithin(question, 'maxLength', wanted, hint);
};

const pattern: KeywordRule = (question) => {
  const wanted = String(question.target.schema.pattern);
  const { kinds, patterns } = question.facts;
  if (!kinds.has('string') || patterns.includes(wanted)) return [];
  return textsWithin(question, 'pattern', wanted, {});
};

/** Formats by which ajv-formats excludes nothing. */
const idleFormats: ReadonlySet<string> = new Set(['password', 'binary', 'float', 'double']);
const numericFormats: ReadonlySet<string> = new Set(['int32', 'int64']);

const format: KeywordRule = (question) => {
  const wanted = String(question.target.schema.format);
  const { facts } = question;
  const concerned = numericFormats.has(wanted) ? isNumeric(facts) : facts.kinds.has('string');
  if (!concerned || idleFormats.has(wanted) || facts.formats.includes(wanted)) return [];
  const { pattern, isExact } = formatOf(wanted) ?? {};
  if (pattern !== undefined && isExact && facts.patterns.length + facts.formats.length > 0)
    return textsWithin(question, 'format', pattern, {});
  return missing(question, 'format', numericFormats.has(wanted) ? { type: 'number' } : { type: 'string' });
};

export const scalarRules: Readonly<Record<string, KeywordRule>> = {
  type,
  enum: enumeration,
  const: constant,
  minimum: lower('minimum', false),
  exclusiveMinimum: lower('exclusiveMinimum', true),
  maximum: upper('maximum', false),
  exclusiveMaximum: upper('exclusiveMaximum', true),
  multipleOf,
  minLength,
  maxLength,
  pattern,
  format,
};
