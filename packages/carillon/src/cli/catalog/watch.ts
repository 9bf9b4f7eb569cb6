import { isError, printDiagnostic } from '@carillon/catalog/diagnostics';
import { type TimedTurn, watchCatalog } from '@carillon/catalog/watch';
import type { Project } from '../../project.ts';
import type { Given } from '../command.ts';
import { rootOf } from './root.ts';

/** Compiles at every change until it is interrupted, and then ends with 0. */
export const printWatch = async (given: Given, project: Project): Promise<number> => {
  const ended = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  const watch = await watchCatalog(rootOf(project), (turn) =>
    console.log(given.json === true ? JSON.stringify(asJson(turn)) : told(turn)),
  );
  if (given.json !== true) console.log('Watching asyncapi.yaml, catalog/ and src/upcasters. Ctrl-C ends it.');
  await ended;
  await watch.close();
  return 0;
};

const asJson = ({ stale, missing, extra, ...turn }: TimedTurn): object => ({
  ...turn,
  written: [...stale, ...missing],
  removed: extra,
});

const named = (paths: readonly string[]): string =>
  paths.length <= 3 ? paths.join(', ') : `${paths.slice(0, 3).join(', ')} and ${paths.length - 3} more`;

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** One line for a turn, after whatever the catalog has wrong. */
const told = ({ changed, regenerated, stale, missing, extra, diagnostics, milliseconds }: TimedTurn): string => {
  const cause = changed.length === 0 ? '' : `${named(changed)}: `;
  const errors = diagnostics.filter(isError).length;
  const written = [...stale, ...missing];
  const done = [
    ...(regenerated.length === 0 ? [] : [`${counted(regenerated.length, 'schema')} regenerated`]),
    ...(written.length === 0 ? [] : [`wrote ${named(written)}`]),
    ...(extra.length === 0 ? [] : [`removed ${named(extra)}`]),
  ];
  const outcome =
    errors > 0
      ? `${counted(errors, 'error')}; nothing was written, waiting for a fix`
      : done.length === 0
        ? 'generated/ is fresh'
        : done.join('; ');
  return [...diagnostics.map(printDiagnostic), `${cause}${outcome} (${milliseconds.toFixed(0)} ms)`].join('\n');
};
