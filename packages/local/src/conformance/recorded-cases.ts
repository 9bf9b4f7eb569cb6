import { type JsonText, readJsonText } from '../patterns/json-text.ts';

/** A case's members as they were written: digits of numbers and keys that come twice count in event patterns. */
export type RecordedCase = ReadonlyMap<string, JsonText>;

const write = (value: JsonText): string => {
  switch (value.kind) {
    case 'object':
      return `{${value.members.map(([name, member]) => `${JSON.stringify(name)}:${write(member)}`).join()}}`;
    case 'array':
      return `[${value.items.map(write).join()}]`;
    case 'string':
      return JSON.stringify(value.value);
    case 'number':
      return value.literal;
    case 'word':
      return value.word;
  }
};

/** A member as JSON text; a string is taken as the text it holds. */
export const memberText = (recorded: RecordedCase, name: string): string => {
  const value = recorded.get(name);
  if (value === undefined) return 'null';
  return value.kind === 'string' ? value.value : write(value);
};

const casesOf = (text: JsonText): readonly RecordedCase[] => {
  if (text.kind === 'array') return text.items.flatMap(casesOf);
  return text.kind === 'object' ? [new Map(text.members)] : [];
};

/** All cases of a JSON array or of JSON lines. */
export const recordedCases = (text: string): readonly RecordedCase[] =>
  text.trimStart().startsWith('[')
    ? casesOf(readJsonText(text))
    : text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .flatMap((line) => casesOf(readJsonText(line)));
