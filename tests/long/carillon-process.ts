import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** How a process ended; a killed one has no code. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CarillonProcess {
  readonly ended: Promise<Ending>;
  /** Every line of the error stream so far. */
  lines(): readonly string[];
  /** The first line, told or still to come, that matches. @throws Error when the process ends without one */
  told(pattern: RegExp): Promise<string>;
  /** http://127.0.0.1:<port> as the start prints it. */
  endpoint(): Promise<string>;
  kill(signal: NodeJS.Signals): void;
  /** The most memory that the process has had resident, in bytes; 0 where /proc is not there or it has ended. */
  peakMemory(): number;
  /** Processor time so far, in milliseconds, of all its threads: a slow or busy machine does not change it. */
  processorMs(): number;
}

interface Waiting {
  readonly pattern: RegExp;
  readonly resolve: (line: string) => void;
  readonly reject: (error: Error) => void;
}

class Progress {
  readonly lines: string[] = [];
  private rest = '';
  private waiting: readonly Waiting[] = [];
  private over: string | undefined;

  take(text: string): void {
    const parts = (this.rest + text).split('\n');
    this.rest = parts.pop() ?? '';
    for (const line of parts) {
      this.lines.push(line);
      for (const each of this.waiting) if (each.pattern.test(line)) each.resolve(line);
      this.waiting = this.waiting.filter(({ pattern }) => !pattern.test(line));
    }
  }

  end(): void {
    this.over = this.lines.slice(-30).join('\n');
    for (const { pattern, reject } of this.waiting) reject(this.missing(pattern));
  }

  first(pattern: RegExp): Promise<string> {
    const line = this.lines.find((each) => pattern.test(each));
    if (line !== undefined) return Promise.resolve(line);
    if (this.over !== undefined) return Promise.reject(this.missing(pattern));
    return new Promise((resolve, reject) => {
      this.waiting = [...this.waiting, { pattern, resolve, reject }];
    });
  }

  private missing(pattern: RegExp): Error {
    return new Error(`the process ended and never said ${pattern}; it said last:\n${this.over}`);
  }
}

/** VmHWM of /proc/<pid>/status, "peak resident set size" (proc_pid_status(5)). */
const residentPeak = ({ pid }: ChildProcess): number => {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
};

/** Clock ticks a second in /proc/<pid>/stat: USER_HZ, 100 on every Linux that Node runs on (proc_pid_stat(5)). */
const TICK_MS = 10;

/** utime and stime, fields 14 and 15; the second field is the command in parentheses and may have spaces. */
const processorTime = ({ pid }: ChildProcess): number => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return 0;
  }
};

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** `carillon <arguments>` as a process of its own, by this Node, in this project. */
export const carillon = (...argv: readonly string[]): CarillonProcess => carillonIn(ROOT, argv);

/** The same, of the project in a folder. */
export const carillonIn = (cwd: string, argv: readonly string[]): CarillonProcess => {
  const child = spawn(process.execPath, ['packages/carillon/bin/carillon.mjs', ...argv], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const progress = new Progress();
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    progress.take(text);
  });
  let peak = 0;
  let processor = 0;
  const look = (): number => {
    peak = Math.max(peak, residentPeak(child));
    processor = Math.max(processor, processorTime(child));
    return peak;
  };
  const looking = setInterval(look, 100).unref();
  const ended = new Promise<Ending>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearInterval(looking);
      running.delete(child);
      progress.end();
      resolve({ code, signal, stdout, stderr });
    });
  });
  return {
    ended,
    lines: () => progress.lines,
    told: (pattern) => progress.first(pattern),
    endpoint: async () => /http:\S+/.exec(await progress.first(/^\s*endpoint\s+http:/))?.[0] ?? '',
    kill: (signal) => void child.kill(signal),
    peakMemory: look,
    processorMs: () => {
      look();
      return processor;
    },
  };
};
