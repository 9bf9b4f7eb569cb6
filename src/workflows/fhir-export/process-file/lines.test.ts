import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Line, linesOf } from './lines.ts';

async function* chunksOf(content: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let from = 0, n = 0; from < content.length; n += 1) {
    const size = sizes[n % Math.max(1, sizes.length)] ?? content.length;
    yield content.subarray(from, from + size);
    from += size;
  }
}

const read = async (text: string, sizes: readonly number[], limit = 1_000): Promise<Line[]> => {
  const lines: Line[] = [];
  for await (const line of linesOf(chunksOf(Buffer.from(text), sizes), limit)) lines.push(line);
  return lines;
};

const texts = (lines: readonly Line[]): (string | undefined)[] =>
  lines.map(({ bytes }) => (bytes === undefined ? undefined : Buffer.from(bytes).toString()));

describe('linesOf', () => {
  it('cuts the same lines however the bytes arrive', async () => {
    const content = fc.array(fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', ' ')));
    const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(content, sizes, async (lines, chunks) => {
        const found = await read(lines.map((line) => `${line}\n`).join(''), chunks, 100_000);
        expect(texts(found)).toEqual(lines);
        expect(found.map(({ line }) => line)).toEqual(lines.map((_, index) => index + 1));
      }),
    );
  });

  it('gives a last line without a newline, and nothing of an empty file', async () => {
    expect(texts(await read('a\nb', [1]))).toEqual(['a', 'b']);
    expect(await read('', [1])).toEqual([]);
  });

  it('lets a line above the limit go and reads on', async () => {
    expect(texts(await read(`a\n${'x'.repeat(50)}\nb\n`, [7], 10))).toEqual(['a', undefined, 'b']);
    expect(texts(await read(`${'x'.repeat(10)}\n${'x'.repeat(11)}`, [3], 10))).toEqual(['x'.repeat(10), undefined]);
  });
});
