import { describe, expect, it } from 'vitest';
import { layoutTypes } from './layout-types.ts';

const inline = (type: string): string => layoutTypes(`export type T = ${type}`).trim();

describe('layoutTypes', () => {
  it.each([
    ['A[]', 'readonly A[]'],
    ['A[][]', 'readonly (readonly A[])[]'],
    ['A[][][]', 'readonly (readonly (readonly A[])[])[]'],
    ['("a" | "b")[]', "readonly ('a' | 'b')[]"],
    ['(A[] | B)', 'readonly A[] | B'],
    ['(A | (B & C[]))', 'A | (B & readonly C[])'],
    ['("[]" | "it\'s")', `'[]' | "it's"`],
    ['{\n\n}', '{}'],
    ['[string, number]', 'readonly [string, number]'],
    ['[string, number][]', 'readonly (readonly [string, number])[]'],
    ['[string, B[], [C]]', 'readonly [string, readonly B[], readonly [C]]'],
    ['([A] | B)[]', 'readonly (readonly [A] | B)[]'],
  ])('makes %s %s', (from, to) => {
    expect(inline(from)).toBe(`export type T = ${to};`);
  });

  it('makes members readonly, whatever their names, and indents what is nested', () => {
    const code = 'export interface A {\n"a-b"?: {\nc: string[]\n}[]\n/**\n * Many.\n */\n[k: string]: unknown\n}';
    expect(layoutTypes(code)).toBe(`export interface A {
  readonly 'a-b'?: readonly {
    readonly c: readonly string[];
  }[];
  /** Many. */
  readonly [k: string]: unknown;
}
`);
  });

  it('leaves comments alone', () => {
    const comment = '/**\n * A list such as x: A[] or "a"\n * on two lines { \n */\nexport type A = string';
    expect(layoutTypes(comment)).toBe(
      '/**\n * A list such as x: A[] or "a"\n * on two lines {\n */\nexport type A = string;\n',
    );
  });
});
