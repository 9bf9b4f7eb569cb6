import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportsOf } from './declarations.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'declarations-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe('the exports of a declaration file', () => {
  it('lists declarations by name, with their docstrings and without what is not exported', () => {
    const file = write(
      'entry.d.ts',
      `/** Seconds. */
export declare const wait: number;
interface Hidden {}
/**
 * Adds.
 * @throws RangeError above the limit
 */
export declare function add(one: number): number;
export declare function add(one: string): string;
export interface Bare {}
`,
    );
    expect(exportsOf(file)).toEqual([
      { name: 'Bare', text: 'export interface Bare {}' },
      {
        name: 'add',
        doc: 'Adds.\n@throws RangeError above the limit',
        text: 'export declare function add(one: number): number;\nexport declare function add(one: string): string;',
      },
      { name: 'wait', doc: 'Seconds.', text: 'export declare const wait: number;' },
    ]);
  });

  it('follows re-exports, with the name under which they are exported', () => {
    write('other.d.ts', '/** One. */\nexport declare const one: 1;\nexport declare const two: 2;\n');
    const file = write(
      'entry.d.ts',
      "export { one as first } from './other.js';\nexport type { Command } from 'pkg';\n",
    );
    expect(exportsOf(file)).toEqual([
      { name: 'Command', doc: 'As in pkg.', text: "export { Command } from 'pkg';" },
      { name: 'first', doc: 'One.', text: 'export declare const one: 1;' },
    ]);
  });

  it('refuses a star export and a module that is not there', () => {
    expect(() => exportsOf(write('star.d.ts', "export * from './other.js';\n"))).toThrow(
      'export * hides what is exported',
    );
    expect(() => exportsOf(write('gone.d.ts', "export { one } from './gone-too.js';\n"))).toThrow(
      'leads to no declarations',
    );
  });
});
