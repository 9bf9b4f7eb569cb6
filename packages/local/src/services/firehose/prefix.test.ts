import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compilePrefix } from './prefix.ts';

interface Case {
  readonly source: string;
  readonly prefix: string;
  readonly expected: string;
}

const cases = JSON.parse(readFileSync(new URL('./cases/prefixes.json', import.meta.url), 'utf8')) as readonly Case[];

describe('a prefix', () => {
  it.each(cases)('$prefix is $expected', ({ prefix, expected }) => {
    const values = {
      oldest: Date.parse('2018-08-27T10:30:00Z'),
      partition: { shop: '7' },
      errorOutputType: 'processing-failed',
      randomString: () => 'abcdefghijk',
    };
    expect(compilePrefix(prefix, '/Prefix').evaluate(values)).toBe(expected);
  });

  it('has a new random string at each mention', () => {
    let n = 0;
    const values = { oldest: 0, partition: {}, randomString: () => `r${n++}` };
    expect(compilePrefix('!{firehose:random-string}/!{firehose:random-string}/', '').evaluate(values)).toBe('r0/r1/');
  });

  it.each(['!{jq:x}', '!{timestamp:QQ}', '!{broken'])('%s is refused', (prefix) => {
    expect(() => compilePrefix(prefix, '/Prefix')).toThrow(expect.objectContaining({ name: 'RefusedError' }));
  });
});
