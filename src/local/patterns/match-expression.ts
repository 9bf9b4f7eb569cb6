import { anythingBut } from './anything-but.ts';
import { cidrRange, type IpRange, ipDigits, leadsInto } from './ip-address.ts';
import type { JsonText } from './json-text.ts';
import { type Alternative, onText, type ValuePattern } from './leaf.ts';
import { exactNumber, numericExpression } from './numeric-expression.ts';
import { PatternFault } from './pattern-fault.ts';
import { anyCase, wildcard } from './text-shapes.ts';

const textOf = (value: JsonText, operator: string): string => {
  if (value.kind !== 'string') throw new PatternFault(`${operator} match pattern must be a string`);
  return value.value;
};

const shape = (source: string): ValuePattern => {
  const expression = new RegExp(source, 'su');
  return onText(`shape ${source}`, (text) => expression.test(text));
};

/** {"prefix": {"equals-ignore-case": text}}, the same for suffix. */
const ignoringCase = (members: readonly (readonly [string, JsonText])[], title: string): string => {
  const [name, value] = members[0] ?? [];
  if (name === undefined || value === undefined) throw new PatternFault(`${title} expression name not found`);
  if (name !== 'equals-ignore-case') throw new PatternFault(`Unsupported ${title.toLowerCase()} pattern: ${name}`);
  const source = anyCase(textOf(value, 'equals-ignore-case'));
  if (members.length > 1) throw new PatternFault('Only one key allowed in match expression');
  return source;
};

const inRange = (range: IpRange): ValuePattern => ({
  id: `addresses ${range.bottom}-${range.top}`,
  numeric: false,
  matches: ({ text, number }, fieldIsNumeric) => {
    const digits = ipDigits(text.startsWith('"') ? text.slice(1, -1) : text);
    if (digits !== undefined && leadsInto(digits, range)) return true;
    return !(fieldIsNumeric && number !== undefined) && leadsInto(text, range);
  },
});

const cidr = (text: string): ValuePattern => {
  try {
    return inRange(cidrRange(text));
  } catch (error) {
    throw error instanceof RangeError ? new PatternFault(error.message) : error;
  }
};

/** A bare string that is an IP address matches each way to write that address. */
const exactText = (text: string): ValuePattern => {
  const digits = ipDigits(text);
  if (digits !== undefined) return inRange({ bottom: digits, top: digits });
  const quoted = `"${text}"`;
  return onText(`exactly ${quoted}`, (value) => value === quoted);
};

/** What a JSON scalar in a list of alternatives matches. */
export const exactValue = (value: JsonText): ValuePattern => {
  if (value.kind === 'string') return exactText(value.value);
  if (value.kind === 'number') return exactNumber(value.literal);
  if (value.kind === 'word') return onText(`exactly ${value.word}`, (text) => text === value.word);
  throw new PatternFault('Match value must be String, number, true, false, or null');
};

const exists = (value: JsonText): Alternative => {
  if (value.kind === 'word' && value.word === 'true') return onText('exists', () => true);
  if (value.kind === 'word' && value.word === 'false') return 'absent';
  throw new PatternFault('exists match pattern must be either true or false.');
};

const operators: Readonly<Record<string, (value: JsonText) => Alternative>> = {
  exactly: (value) => {
    const quoted = `"${textOf(value, 'exact')}"`;
    return onText(`exactly ${quoted}`, (text) => text === quoted);
  },
  prefix: (value) => {
    if (value.kind === 'object') return shape(`^"${ignoringCase(value.members, 'Prefix')}`);
    const start = `"${textOf(value, 'prefix')}`;
    return onText(`prefix ${start}`, (text) => text.startsWith(start));
  },
  suffix: (value) => {
    if (value.kind === 'object') return shape(`${ignoringCase(value.members, 'Suffix')}"$`);
    const end = `${textOf(value, 'suffix')}"`;
    return onText(`suffix ${end}`, (text) => text.endsWith(end));
  },
  'equals-ignore-case': (value) => shape(`^"${anyCase(textOf(value, 'equals-ignore-case'))}"$`),
  wildcard: (value) => {
    const quoted = `"${textOf(value, 'wildcard')}"`;
    return onText(`wildcard ${quoted}`, wildcard(quoted));
  },
  numeric: numericExpression,
  'anything-but': anythingBut,
  exists,
  // event-ruler's own slip of the pen.
  cidr: (value) => cidr(textOf(value, 'prefix')),
};

const tooMany = (operator: string): string =>
  operator === 'numeric' || operator === 'anything-but'
    ? 'Too many elements in numeric expression'
    : 'Only one key allowed in match expression';

/** One object of a list of alternatives: {"prefix": "a"}. @throws PatternFault */
export const matchExpression = (members: readonly (readonly [string, JsonText])[]): Alternative => {
  const [name, value] = members[0] ?? [];
  if (name === undefined || value === undefined) throw new PatternFault('Match expression name not found');
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (operator === undefined) throw new PatternFault(`Unrecognized match type ${name}`);
  const expression = operator(value);
  if (members.length > 1) throw new PatternFault(tooMany(name));
  return expression;
};
