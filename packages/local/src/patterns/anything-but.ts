import { anyCase, traces } from './any-case.ts';
import { endingIn } from './ending-in.ts';
import { type JsonText, tokenText } from './json-text.ts';
import { onText, type ValuePattern } from './leaf.ts';
import { noneOfNumbers } from './numeric-expression.ts';
import { PatternFault } from './pattern-fault.ts';
import { asUtf8, wildcard } from './text-shapes.ts';

type Operator = 'prefix' | 'suffix' | 'equals-ignore-case' | 'wildcard';

const notAString: Readonly<Record<Operator, string>> = {
  prefix: 'prefix/suffix match pattern must be a string',
  suffix: 'prefix/suffix match pattern must be a string',
  'equals-ignore-case': 'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.',
  wildcard: 'wildcard match pattern must be a string',
};

const noneInAnyCase = (id: string, texts: readonly string[]): ValuePattern => {
  const pattern = (tests: readonly ((quoted: string) => boolean)[]): ValuePattern =>
    onText(id, (value) => !tests.some((test) => test(value)));
  return {
    ...pattern(texts.map((text) => anyCase(text, 'whole'))),
    beside: (wildcards) => pattern(texts.map((text) => anyCase(text, 'whole', wildcards))),
  };
};

const noneOf: Readonly<Record<Operator, (id: string, texts: readonly string[]) => ValuePattern>> = {
  prefix: (id, texts) => {
    const starts = texts.map((text) => `"${asUtf8(text)}`);
    return onText(id, (value) => !starts.some((start) => value.startsWith(start)));
  },
  suffix: (id, texts) => {
    const pattern = (endings: readonly ((value: string) => boolean)[]): ValuePattern => ({
      ...onText(id, (value) => !endings.some((ends) => ends(value))),
      suffix: true,
    });
    // Of several, which one is the first depends on the order of a hash set: each is itself.
    const beside: ValuePattern['beside'] = (...field) =>
      pattern(texts.map((text) => (texts.length > 1 ? endingIn(text) : endingIn(text, ...field))));
    return { ...pattern(texts.map((text) => endingIn(text))), beside };
  },
  'equals-ignore-case': noneInAnyCase,
  wildcard: (id, texts) => {
    const wildcards = texts.map(wildcard);
    return {
      ...onText(id, (value) => !wildcards.some((each) => each.fits(value))),
      ...traces(wildcards.map(({ units }) => units)),
    };
  },
};

const shapeOf = (operator: Operator, texts: readonly string[]): ValuePattern => {
  const pattern = noneOf[operator](`none with ${operator} ${JSON.stringify([...new Set(texts)].sort())}`, texts);
  return texts.length > 0 ? pattern : { ...pattern, inert: true };
};

const isOperator = (name: string): name is Operator => Object.hasOwn(noneOf, name);

const listOf = (value: JsonText): readonly JsonText[] => (value.kind === 'array' ? value.items : [value]);

const acceptable = (value: JsonText): void => {
  if (value.kind === 'object' || value.kind === 'word')
    throw new PatternFault('Value of anything-but must be an array or single string/number value.');
};

const anythingButShape = (members: readonly (readonly [string, JsonText])[]): ValuePattern => {
  const [name, value] = members[0] ?? [];
  if (name === undefined || value === undefined) throw new PatternFault('Anything-But expression name not found');
  if (!isOperator(name)) throw new PatternFault(`Unsupported anything-but pattern: ${name}`);
  acceptable(value);
  const texts = listOf(value).map((item) => {
    if (item.kind !== 'string') throw new PatternFault(notAString[name]);
    if (item.value === '' && (name === 'prefix' || name === 'suffix'))
      throw new PatternFault('Null prefix/suffix not allowed');
    return item.value;
  });
  const pattern = shapeOf(name, texts);
  if (members.length > 1) throw new PatternFault('Too many elements in numeric expression');
  return pattern;
};

const anythingButValues = (items: readonly JsonText[]): ValuePattern => {
  for (const item of items)
    if (item.kind !== 'string' && item.kind !== 'number')
      throw new PatternFault('Inside anything but list, start|null|boolean is not supported.');
  const literals = items.filter((item) => item.kind === 'number').map((item) => item.literal);
  const texts = new Set(items.filter((item) => item.kind === 'string').map((item) => `"${asUtf8(tokenText(item))}"`));
  const numbers = literals.length > 0 ? noneOfNumbers(literals) : undefined;
  if (literals.length > 0 === texts.size > 0)
    throw new PatternFault(
      'Inside anything but list, either all values are number or string, mixed type is not supported',
    );
  return numbers ?? onText(`none of ${JSON.stringify([...texts].sort())}`, (text) => !texts.has(text));
};

/** {"anything-but": …}: "Anything-but matching" in the EventBridge User Guide. @throws PatternFault */
export const anythingBut = (value: JsonText): ValuePattern => {
  if (value.kind === 'object') return anythingButShape(value.members);
  acceptable(value);
  return anythingButValues(listOf(value));
};
