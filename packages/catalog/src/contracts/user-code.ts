import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ProjectFolders } from './project.ts';

/** A place in the project's code: a path relative to the root, and a line counted from 1. */
export interface CodePlace {
  readonly file: string;
  readonly line?: number;
}

/** How code of the project failed. */
export interface Failure {
  readonly message: string;
  readonly at?: CodePlace;
}

/** An error by its name and the first line of its message. */
export const messageOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message.split('\n')[0] ?? ''}` : String(error);

const framesOf = (error: unknown, root: string): readonly CodePlace[] => {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const bases = [pathToFileURL(root).href, root];
  return stack.split('\n').flatMap((line) => {
    const base = bases.find((each) => line.includes(`${each}/`));
    const after = base === undefined ? '' : line.slice(line.indexOf(base) + base.length + 1);
    const [, file, at] = /^([^:()?]+)(?:\?[^:]*)?:(\d+)/.exec(after) ?? [];
    return file === undefined || file.includes('node_modules/') ? [] : [{ file, line: Number(at) }];
  });
};

/** How code failed: at the topmost frame below a folder of producers, consumers or workflows, or below the root. */
export const failureOf = (folders: ProjectFolders, error: unknown, fallback?: CodePlace): Failure => {
  const { root, consumers, producers, workflows } = folders;
  const frames = framesOf(error, root);
  const own = frames.find(({ file }) =>
    [consumers, producers, workflows].some((folder) => file.startsWith(`${folder}/`)),
  );
  const at = own ?? fallback ?? frames[0];
  return { message: messageOf(error), ...(at === undefined ? {} : { at }) };
};

/** What a file exports as `contract`, or how it failed to. */
export const loadContract = async <Contract>(
  folders: ProjectFolders,
  file: string,
): Promise<{ readonly contract: Contract } | { readonly failure: Failure }> => {
  try {
    const { contract } = (await import(pathToFileURL(join(folders.root, file)).href)) as {
      readonly contract?: Contract;
    };
    if (contract === undefined) return { failure: { message: `${file} exports no contract`, at: { file } } };
    return { contract };
  } catch (error) {
    return { failure: failureOf(folders, error, { file }) };
  }
};

/** A value, or the failure in its place; and the failures of what was left running and awaited by nobody. */
export interface Guarded<Value> {
  readonly value?: Value;
  readonly failures: readonly unknown[];
}

/** Runs code of the project. Nothing that it throws, now or in a promise that it does not await, ends the process. */
export const guarded = async <Value>(run: () => Promise<Value>): Promise<Guarded<Value>> => {
  const failures: unknown[] = [];
  const note = (error: unknown): void => void failures.push(error);
  process.on('unhandledRejection', note).on('uncaughtException', note);
  try {
    const value = await run();
    // Node reports a rejection that nobody handles at the end of the turn in which it happens.
    await new Promise(setImmediate);
    return { value, failures };
  } catch (error) {
    return { failures: [...failures, error] };
  } finally {
    process.off('unhandledRejection', note).off('uncaughtException', note);
  }
};
