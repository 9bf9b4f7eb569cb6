import { describe, expect, it } from 'vitest';
import { isNestedTooDeep, MOST_LEVELS, parseJson } from './json.ts';

const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

describe('a JSON text', () => {
  it('may nest as deep as a reader without a stack of its own can follow, and no deeper', () => {
    expect(isNestedTooDeep(nested(MOST_LEVELS))).toBe(false);
    expect(isNestedTooDeep(nested(MOST_LEVELS + 1))).toBe(true);
    expect(() => parseJson(nested(50_000))).toThrow(SyntaxError);
  });

  it('is not deep by what stands in its texts, or by what is closed again', () => {
    expect(isNestedTooDeep(JSON.stringify(nested(2_000)))).toBe(false);
    expect(isNestedTooDeep(`{"a":"\\"${'['.repeat(2_000)}"}`)).toBe(false);
    expect(isNestedTooDeep(`[${'[],'.repeat(2_000)}1]`)).toBe(false);
  });
});
