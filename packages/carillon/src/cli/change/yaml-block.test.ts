import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { withEntry, withoutEntry, withScalar } from './yaml-block.ts';

const text = readFileSync(new URL('../../../../../asyncapi.yaml', import.meta.url), 'utf8');
const operations = Object.keys(parse(text).operations);

describe('a block of YAML', () => {
  it('is the same to the byte when an entry was added and taken away', () => {
    for (const path of [['operations'], ['channels'], ['channels', 'bus', 'messages'], ['components', 'messages']]) {
      const more = withEntry(text, path, 'Added:\n  one: 1\n  list:\n    - two\n');
      expect(Object.keys(path.reduce((here, name) => here[name], parse(more))).at(-1)).toBe('Added');
      expect(withoutEntry(more, path, 'Added')).toBe(text);
    }
  });

  it.each(operations)('loses %s alone, and no comment of another', (name) => {
    const less = withoutEntry(text, ['operations'], name);
    expect(Object.keys(parse(less).operations)).toEqual(operations.filter((other) => other !== name));
    const comments = (yaml: string): readonly string[] => yaml.split('\n').filter((line) => /^ *#/.test(line));
    expect(comments(less)).toEqual(comments(text));
  });

  it('has another value in one place, and every other byte as it was', () => {
    const yaml = "# a/v1.json is first\na: { $ref: 'a/v1.json', b: a/v1.json } # not a/v2.json yet\n";
    expect(withScalar(yaml, ['a', '$ref'], 'a/v2.json')).toBe(yaml.replace("'a/v1.json'", 'a/v2.json'));
    expect(() => withScalar(yaml, ['a', 'c'], 'x')).toThrow(/a\/c is no value/);
    expect(() => withScalar(yaml, ['a'], 'x')).toThrow(/a is no value/);
  });

  it('refuses what is no block', () => {
    expect(() => withEntry('a: { b: 1 }\n', ['a'], 'c: 1\n')).toThrow(/a is no block/);
    expect(withoutEntry(text, ['operations'], 'nobody')).toBe(text);
    expect(withEntry('a:\n  b: 1', ['a'], 'c: 2\n')).toBe('a:\n  b: 1\n  c: 2\n');
  });
});
