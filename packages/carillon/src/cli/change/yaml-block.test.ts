import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { SHOP } from '../../fixture-project.ts';
import { linesOf, withEntry, withoutEntry, withScalar } from './yaml-block.ts';

const text = readFileSync(join(SHOP, 'asyncapi.yaml'), 'utf8');
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

  it.each<[string, { a?: { b?: object | null } | null; z?: number }]>([
    ['', {}],
    ['a:\n', { a: null }],
    ['a: {}\n', { a: {} }],
    ['a:\n  b: ~\n', { a: { b: null } }],
    ['a: { b: { c: 1 } } # c\n', { a: { b: { c: 1 } } }],
    ['# nothing yet\nz: 1\n', { z: 1 }],
  ])('is made where %j has none', (before, value) => {
    const after = withEntry(before, ['a', 'b'], 'd:\n  e: 2\n');
    expect(parse(after)).toEqual({ ...value, a: { ...value.a, b: { ...value.a?.b, d: { e: 2 } } } });
    for (const comment of before.match(/#.*/g) ?? []) expect(after).toContain(comment);
  });

  it('is not made of something else', () => {
    expect(() => withEntry('a: text\n', ['a', 'b'], 'c: 1\n')).toThrow(/a is not a map/);
    expect(withoutEntry(text, ['operations'], 'nobody')).toBe(text);
    expect(withEntry('a:\n  b: 1', ['a'], 'c: 2\n')).toBe('a:\n  b: 1\n  c: 2\n');
  });

  it('has scalars that belong together on one line', () => {
    const entry = { a: { $ref: '#/x' }, b: { c: ['x', 'y'], d: [{ e: 1 }], f: { g: { h: true } } } };
    expect(linesOf(entry)).toBe(
      "a: { $ref: '#/x' }\nb:\n  c: [x, y]\n  d:\n    - { e: 1 }\n  f:\n    g: { h: true }\n",
    );
    expect(parse(linesOf(entry))).toEqual(entry);
  });
});
