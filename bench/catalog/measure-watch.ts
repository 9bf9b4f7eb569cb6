import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { peakOf, start } from './child.ts';
import { carillon } from './measure-build.ts';
import { type Spread, spreadOf } from './statistics.ts';

export interface WatchFigures {
  /** From the moment that the watch begins with an edit until all files are written. */
  readonly edit: Spread;
  /** From the moment that the edit is saved until the watch has told of it: notice, wait and pipe included. */
  readonly saved: Spread;
  /** An edit of a shared type that a few events refer to, and of one that all do. */
  readonly few: SharedEdit;
  readonly all: SharedEdit;
  readonly document: number;
  readonly megabytes: number | undefined;
}

interface SharedEdit {
  readonly milliseconds: number;
  readonly regenerated: number;
}

interface Told {
  readonly ok: boolean;
  readonly milliseconds: number;
  readonly regenerated: readonly string[];
}

interface Change {
  readonly file: string;
  readonly what: RegExp;
  readonly by: string;
}

const event = 'catalog/billing/billing-order-created/v1.json';
const length = /"maxLength": \d+/;

/** Edits a catalog under the eyes of `carillon catalog watch`, after so many that are not counted. */
export const measureWatch = async (root: string, edits: { warm: number; counted: number }): Promise<WatchFigures> => {
  const child = start([carillon, 'catalog', 'watch', '--json', '--root', root]);
  const ended = once(child, 'exit');
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const next = async (): Promise<Told> => {
    const { value, done } = await lines.next();
    if (done) throw new Error('carillon catalog watch ended by itself.');
    const told = JSON.parse(value) as Told;
    if (!told.ok) throw new Error(`An edit of the bench broke its catalog: ${value}`);
    return told;
  };
  const change = async ({ file, what, by }: Change): Promise<Told & { readonly saved: number }> => {
    const text = readFileSync(join(root, file), 'utf8').replace(what, by);
    const begun = performance.now();
    writeFileSync(join(root, file), text);
    const told = await next();
    return { ...told, saved: performance.now() - begun };
  };
  try {
    await next();
    const turns = [];
    for (let index = 0; index < edits.warm + edits.counted; index += 1)
      turns.push(await change({ file: event, what: length, by: `"maxLength": ${300 + index}` }));
    const counted = turns.slice(edits.warm);
    const few = await change({
      file: 'catalog/shared/billing-reference.json',
      what: /"What its domain calls one thing/,
      by: '"What this domain calls one thing',
    });
    const document = await change({ file: 'asyncapi.yaml', what: /Reads what is open/, by: 'Reads what is now open' });
    const megabytes = peakOf(child.pid);
    const all = await change({ file: 'catalog/shared/money.json', what: /"minimum": 0/, by: '"minimum": 1' });
    return {
      edit: spreadOf(counted.map(({ milliseconds }) => milliseconds)),
      saved: spreadOf(counted.map(({ saved }) => saved)),
      few: { milliseconds: few.milliseconds, regenerated: few.regenerated.length },
      all: { milliseconds: all.milliseconds, regenerated: all.regenerated.length },
      document: document.milliseconds,
      megabytes,
    };
  } finally {
    child.kill('SIGTERM');
    // It may still write, and the folder is removed next.
    await ended;
  }
};
