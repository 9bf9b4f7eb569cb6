import { existsSync, type FSWatcher, watch } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cloud } from '@carillon/local/cloud';
import { AssemblyError } from '@carillon/local/template/assembly';
import { RestartNeededError, TemplateRefusedError } from '@carillon/local/template/deploy';
import type { Changes } from '@carillon/local/template/update';
import type { Project } from '../../project.ts';
import { declaredNames } from './declared-names.ts';
import { inputsHash, SynthesisError, synthesize } from './synthesize.ts';
import type { Terminal } from './terminal.ts';

export interface Follow {
  readonly project: Project;
  readonly cloud: Cloud;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Called when the project was synthesized anew. */
  changed(): void;
}

/** Editors and generators write in bursts: the files are taken when they have been quiet for this long. */
const QUIET_MS = 400;

/** The hash of the files once two readings of them, and no half-made change between, are the same. */
const settled = async (project: Project, signal: AbortSignal): Promise<string> => {
  // A command's staged change, which is about to be moved into its place.
  const staged = join(project.root, '.carillon', 'change');
  for (let last = ''; ; ) {
    await sleep(QUIET_MS, undefined, { signal });
    const now = existsSync(staged) ? '' : inputsHash(project);
    if (now !== '' && now === last) return now;
    last = now;
  }
};

const listed = (names: readonly string[], what: string): readonly string[] =>
  names.length === 0 ? [] : [`${names.join(', ')} ${what}`];

const counts = ({ added, changed, removed }: Changes): string =>
  [[added, 'added'] as const, [changed, 'changed'] as const, [removed, 'removed'] as const]
    .filter(([keys]) => keys.length > 0)
    .map(([keys, what]) => `${keys.length} ${what}`)
    .join(', ');

/** What a person can do about a change that was not taken up; undefined when it is none of these. */
const refusalOf = (error: unknown): string | undefined => {
  if (error instanceof RestartNeededError) return `${error.message}. Stop and start again to apply it.`;
  if (error instanceof SynthesisError || error instanceof TemplateRefusedError || error instanceof AssemblyError)
    return `${error.message}\n  Correct it and the change is applied; until then everything runs as before.`;
  return undefined;
};

const takeUp = async (
  { project, cloud, terminal, signal, changed }: Follow,
  before: readonly string[],
): Promise<readonly string[]> => {
  const now = (): number => cloud.kernel.clock.now();
  try {
    const { assembly, made } = await synthesize(project);
    const changes = made ? cloud.update(assembly) : undefined;
    changed();
    const { consumers } = declaredNames(project.root);
    if (changes === undefined || counts(changes) === '') return consumers;
    const news = [
      ...listed(
        consumers.filter((name) => !before.includes(name)),
        'listens',
      ),
      ...listed(
        before.filter((name) => !consumers.includes(name)),
        'is gone',
      ),
    ];
    terminal.line(now(), 'ready', `taken up  ${[...news, `resources: ${counts(changes)}`].join('; ')}`);
    return consumers;
  } catch (error) {
    // Ctrl-C reaches a synthesis too: it has not failed.
    if (signal.aborted) return before;
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    terminal.line(now(), 'failure', `not taken up  ${refusal}`);
    return before;
  }
};

/** Calls back when something in the project may have changed; the root's own files, and all below the folders. */
const watchers = ({ root, config }: Project, changed: () => void): readonly FSWatcher[] => {
  const folders = [dirname(config.app), 'generated', 'src'].filter((folder) => existsSync(join(root, folder)));
  return [
    watch(root, changed),
    ...folders.map((folder) => watch(join(root, folder), { recursive: true }, changed)),
  ].map(
    // What a watch stumbles over, such as a file that is gone before it is looked at, is a change as any other.
    (watcher) => watcher.on('error', changed),
  );
};

/**
 * Takes up what changes in the project while its cloud runs, until the signal: a new consumer listens, one that is
 * removed is gone, a handler's next invocation runs its new code. What cannot change is told, and nothing of it done.
 */
export const follow = async (following: Follow): Promise<void> => {
  const { project, terminal, signal } = following;
  let { promise: change, resolve: changed } = Promise.withResolvers<void>();
  let open: readonly FSWatcher[] = [];
  try {
    open = watchers(project, () => changed());
    let { consumers } = declaredNames(project.root);
    let taken = inputsHash(project);
    while (!signal.aborted) {
      await Promise.race([change, sleep(2 ** 30, undefined, { signal, ref: false })]);
      ({ promise: change, resolve: changed } = Promise.withResolvers<void>());
      const hash = await settled(project, signal);
      if (hash === taken) continue;
      consumers = await takeUp(following, consumers);
      taken = hash;
    }
  } catch (error) {
    if (signal.aborted) return;
    const reason = error instanceof Error ? error.message : String(error);
    terminal.print(`  ! changes of the project are not followed any more: ${reason}. Start again to take them up.`);
  } finally {
    for (const watcher of open) watcher.close();
  }
};
