import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Json, parseJson } from '../kernel/json.ts';
import { compilePattern } from './pattern.ts';

const folder = join(import.meta.dirname, '../../../../../shared/conformance');

interface Recorded {
  readonly id: string;
  readonly event: Json;
  readonly pattern: Json;
  readonly expect: string;
  readonly error?: { readonly code: string; readonly message: string };
}

const verdict = ({ pattern, event }: Recorded): string => {
  try {
    return compilePattern(pattern).matches(event) ? 'match' : 'no match';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

describe.skipIf(!existsSync(folder))('recorded event patterns (../shared/conformance)', () => {
  it('hold as AWS recorded them, with the words of its errors', () => {
    const cases = parseJson(readFileSync(join(folder, 'event-patterns.json'), 'utf8')) as unknown as Recorded[];
    const want = (each: Recorded): string => each.error?.message ?? (each.expect === 'match' ? 'match' : 'no match');
    expect(cases.filter((each) => verdict(each) !== want(each)).map(({ id }) => id)).toEqual([]);
  });

  it('hold as event-ruler computes them', () => {
    const lines = readFileSync(join(folder, 'event-patterns-ruler.jsonl'), 'utf8').trim().split('\n');
    const cases = lines.map((line) => parseJson(line) as unknown as Recorded);
    const of = (each: Recorded): string => {
      const found = verdict(each);
      return found === 'match' ? 'match' : found === 'no match' ? 'no-match' : 'invalid';
    };
    expect(cases.filter((each) => of(each) !== each.expect).map(({ id }) => id)).toEqual([]);
  });
});
