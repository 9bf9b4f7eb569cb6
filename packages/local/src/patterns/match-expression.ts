import { anyCase, type Extent, traces } from './any-case.ts';
import { anythingBut } from './anything-but.ts';
import { endingIn } from './ending-in.ts';
import { cidrRange, type IpRange, ipDigits, leadsInto } from './ip-address.ts';
import type { JsonText } from './json-text.ts';
import { type Alternative, exactly, onText, type ValuePattern } from './leaf.ts';
import { exactNumber, numericExpression } from './numeric-expression.ts';
import { PatternFault } from './pattern-fault.ts';
import { asUtf8, wildcard } from './text-shapes.ts';

const textOf = (value: JsonText, operator: string): string => {
  if (value.kind !== 'string') throw new PatternFault(`${operator} match pattern must be a string`);
  return value.value;
};

const inAnyCase = (text: string, extent: Extent): ValuePattern => {
  const pattern = (test: (quoted: string) => boolean): ValuePattern => ({
    ...onText(`${extent} in any case ${text}`, test),
    ...(extent === 'end' ? { suffix: true } : {}),
  });
  return {
    ...pattern(anyCase(text, extent)),
    beside: (wildcards) => pattern(anyCase(text, extent, wildcards)),
  };
};

/** {"prefix": {"equals-ignore-case": text}}, the same for suffix. */
const ignoringCase = (members: readonly (readonly [string, JsonText])[], title: string): string => {
  const [name, value] = members[0] ?? [];
  if (name === undefined || value === undefined) throw new PatternFault(`${title} expression name not found`);
  if (name !== 'equals-ignore-case') throw new PatternFault(`Unsupported ${title.toLowerCase()} pattern: ${name}`);
  const text = textOf(value, 'equals-ignore-case');
  if (members.length > 1) throw new PatternFault('Only one key allowed in match expression');
  return text;
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
  return exactly(`"${text}"`);
};

/** What a JSON scalar in a list of alternatives matches. */
export const exactValue = (value: JsonText): ValuePattern => {
  if (value.kind === 'string') return exactText(value.value);
  if (value.kind === 'number') return exactNumber(value.literal);
  if (value.kind === 'word') return exactly(value.word);
  throw new PatternFault('Match value must be String, number, true, false, or null');
};

const exists = (value: JsonText): Alternative => {
  if (value.kind === 'word' && value.word === 'true') return onText('exists', () => true);
  if (value.kind === 'word' && value.word === 'false') return 'absent';
  throw new PatternFault('exists match pattern must be either true or false.');
};

const suffix = (text: string): ValuePattern => {
  const pattern = (ends: (value: string) => boolean): ValuePattern => ({
    ...onText(`suffix ${text}`, ends),
    suffix: true,
  });
  return { ...pattern(endingIn(text)), beside: (...field) => pattern(endingIn(text, ...field)) };
};

const operators: Readonly<Record<string, (value: JsonText) => Alternative>> = {
  exactly: (value) => exactly(`"${textOf(value, 'exact')}"`),
  prefix: (value) => {
    if (value.kind === 'object') return inAnyCase(ignoringCase(value.members, 'Prefix'), 'start');
    const start = `"${asUtf8(textOf(value, 'prefix'))}`;
    return onText(`prefix ${start}`, (text) => text.startsWith(start));
  },
  suffix: (value) => {
    if (value.kind === 'object') return inAnyCase(ignoringCase(value.members, 'Suffix'), 'end');
    return suffix(textOf(value, 'suffix'));
  },
  'equals-ignore-case': (value) => inAnyCase(textOf(value, 'equals-ignore-case'), 'whole'),
  wildcard: (value) => {
    const text = textOf(value, 'wildcard');
    const { units, fits } = wildcard(text);
    return { ...onText(`wildcard ${text}`, fits), ...traces([units]) };
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
