import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** How a command ended, and what it printed to both streams. */
export interface Printed {
  readonly code: number;
  readonly text: string;
}

/** One bash, so that what a document exports or enters holds for its next command. */
export interface Shell {
  run(command: string): Promise<Printed>;
  /** Starts what goes on, sees it say the pattern, and ends it as Ctrl-C does: all of its processes. */
  runUntil(command: string, until: RegExp, signal: NodeJS.Signals): Promise<Printed & { readonly said: boolean }>;
  close(): void;
}

interface ShellOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Functions and settings that stand before the first command. */
  readonly before: string;
  /** Outside of the project, which must stay as its commands leave it. */
  readonly scratch: string;
}

/** Most take a second or two; a machine that is busy with something else must not fail a document. */
const PATIENCE_MS = 300_000;
const LOOK_EVERY_MS = 200;
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const open = new Set<ChildProcess>();
process.on('exit', () => {
  for (const { pid } of open) if (pid !== undefined) signalGroup(pid, 'SIGKILL');
});

const signalGroup = (group: number, signal: NodeJS.Signals | 0): boolean => {
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
};

const settled = (promise: Promise<string>, command: string): Promise<string> =>
  Promise.race([
    promise,
    pause(PATIENCE_MS).then(() => {
      throw new Error(`${command} did not end within ${PATIENCE_MS / 1000} s`);
    }),
  ]);

export const openShell = ({ cwd, env, before, scratch }: ShellOptions): Shell => {
  const bash = spawn('bash', ['--noprofile', '--norc'], {
    cwd,
    env,
    stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
    detached: true,
  });
  open.add(bash);
  bash.once('close', () => open.delete(bash));
  const answers = createInterface({ input: bash.stdio[3] as Readable })[Symbol.asyncIterator]();
  const out = join(scratch, 'out');
  const tell = (script: string): void => void bash.stdin?.write(`${script}\n`);
  const answer = async (command: string): Promise<string> => {
    const next = answers.next().then(({ value, done }) => {
      if (done === true) throw new Error(`the shell ended at ${command}`);
      return String(value);
    });
    return settled(next, command);
  };
  // Job control gives each background command a group of its own, and leaves it its SIGINT (Bash manual, "Signals").
  tell(`set -m\n${before}`);
  return {
    async run(command) {
      tell(`{ ${command}\n} </dev/null >'${out}' 2>&1 3>&-; echo "$?" >&3`);
      const code = Number(await answer(command));
      return { code, text: readFileSync(out, 'utf8') };
    },
    async runUntil(command, until, signal) {
      rmSync(out, { force: true });
      tell(`{ ${command}\n} </dev/null >'${out}' 2>&1 3>&- & echo "$!" >&3`);
      const group = Number(await answer(command));
      const end = performance.now() + PATIENCE_MS;
      const said = (): boolean => existsSync(out) && until.test(readFileSync(out, 'utf8'));
      while (!said() && signalGroup(group, 0) && performance.now() < end) await pause(LOOK_EVERY_MS);
      const hasSaid = said();
      signalGroup(group, signal);
      tell(`wait ${group}; echo "$?" >&3`);
      const code = Number(await answer(command));
      // npm does not wait for what it has started.
      while (signalGroup(group, 0) && performance.now() < end) await pause(LOOK_EVERY_MS);
      return { code, text: readFileSync(out, 'utf8'), said: hasSaid };
    },
    close: () => {
      bash.stdin?.end();
      if (bash.pid !== undefined) signalGroup(bash.pid, 'SIGTERM');
    },
  };
};
