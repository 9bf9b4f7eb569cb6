import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';

export interface Run {
  readonly milliseconds: number;
  /** The most memory that the process held at any time, in MB (VmHWM, proc_pid_status(5)); undefined where there is no /proc. */
  readonly megabytes: number | undefined;
  readonly code: number;
  readonly out: string;
}

/** VmHWM of a process that still runs. */
export const peakOf = (pid: number | undefined): number | undefined => {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024);
  } catch {
    return undefined;
  }
};

/** Looks at a process's peak until it has ended: the last look is at most this old. */
const LOOK = 20;

type Child = ChildProcessByStdio<null, Readable, Readable>;

export const start = (argv: readonly string[], cwd?: string): Child =>
  spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'], ...(cwd === undefined ? {} : { cwd }) });

/** Runs a program by this Node to its end. */
export const run = (argv: readonly string[], cwd?: string): Promise<Run> =>
  new Promise((resolve) => {
    const begun = performance.now();
    const child = start(argv, cwd);
    let megabytes: number | undefined;
    let out = '';
    const looking = setInterval(() => {
      megabytes = peakOf(child.pid) ?? megabytes;
    }, LOOK);
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        out += String(chunk);
      });
    child.once('close', (code) => {
      clearInterval(looking);
      resolve({ milliseconds: performance.now() - begun, megabytes, code: code ?? 1, out });
    });
  });
