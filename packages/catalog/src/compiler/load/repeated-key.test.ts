import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { load } from './load-catalog.ts';
import { parseJson } from './parse-text.ts';
import { repeatedKey } from './repeated-key.ts';

const found = (text: string): string | undefined => repeatedKey(text, JSON.parse(text))?.pointer;

describe('a key that comes twice', () => {
  it.each([
    ['{"title":"A","title":"B"}', '/title'],
    ['{"a":{"b":1},"a":{"b":1}}', '/a'],
    ['{"a":[{"x":1},{"b/c" : 1, "b/c"\n: 2}]}', '/a/1/b~1c'],
    ['{"a":1,"\\u0061":2}', '/a'],
    ['{"__proto__":1,"__proto__":2}', '/__proto__'],
    ['{"a":{"b":[[],["c",{"d":0,"e":"\\":","d":1}]]}}', '/a/b/1/1/d'],
  ])('of %s is %s', (text, pointer) => expect(found(text)).toBe(pointer));

  it.each([
    '{"a":{"b":1},"c":{"b":1}}',
    '[{"a":1},{"a":1}]',
    '{"a":": b","b":"\\": c","c":["a","a"]}',
    '{"a" :\t1}',
    '"a"',
    '[]',
  ])('is not in %s', (text) => expect(found(text)).toBeUndefined());

  it('is never in what was written from a value', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(found(JSON.stringify(JSON.parse(text), null, 2))).toBeUndefined();
      }),
    );
  });

  it('is found in an object that has one more', () => {
    const key = fc.string();
    fc.assert(
      fc.property(key, fc.dictionary(key, fc.jsonValue()), fc.jsonValue(), (twice, others, value) => {
        const members = Object.entries({ [twice]: value, ...others }).map(
          ([name, each]) => `${JSON.stringify(name)}: ${JSON.stringify(each)}`,
        );
        expect(found(`{${[...members, `${JSON.stringify(twice)} : 0`].join(',')}}`)).toBeDefined();
      }),
    );
  });

  it('is told with the place where it comes again', () => {
    const { faults } = parseJson('catalog/a/b/v1.json', '{\n  "title": "A",\n  "title": "B"\n}');
    expect(faults).toEqual([
      expect.objectContaining({
        code: 'source-parses',
        at: { file: 'catalog/a/b/v1.json', pointer: '/title' },
        received: '"title" again in line 3, column 3',
      }),
    ]);
  });
});

describe('a catalog that is loaded again', () => {
  it('tells of the key again though its file is as it was', () => {
    const source = { files: new Map([['catalog/shared/bed.json', '{"title":"A","title":"B"}']]) };
    const at = { file: 'catalog/shared/bed.json', pointer: '/title' };
    expect(load(source, load(source)).faults).toContainEqual(expect.objectContaining({ at }));
  });
});
