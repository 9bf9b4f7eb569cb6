import { describe, expect, it } from 'vitest';
import { TerminalError } from '../errors.ts';
import type { Instrumentation } from './instrument.ts';
import { silentLog } from './log.ts';
import { task } from './task.ts';

const lines: unknown[] = [];
const instrumentation: Instrumentation = {
  log: {
    ...silentLog,
    appendKeys: (keys) => void lines.push(keys),
    error: (...given) => void lines.push(given),
  },
  handler: (act) => act,
};

const failing = (error: unknown): Promise<unknown> =>
  task(
    instrumentation,
    () => ({ runId: 'run-1' }),
    async () => Promise.reject(error),
  )({});

describe('a task', () => {
  it('names its error after the code, which Retry and Catch ask for', async () => {
    await expect(failing(new TerminalError('RUN_ENDED', 'The run has ended'))).rejects.toMatchObject({
      name: 'RUN_ENDED',
      message: 'The run has ended',
    });
  });

  it('lets nothing of a foreign error out, neither into the history nor into the log', async () => {
    const error = new SyntaxError('Unexpected token in "SECRET"');
    const thrown: unknown = await failing(error).catch((each: unknown) => each);
    expect(thrown).toMatchObject({ name: 'SyntaxError' });
    expect(JSON.stringify([String(thrown), (thrown as Error).stack, lines])).not.toContain('SECRET');
    expect(JSON.stringify(lines)).toContain('run-1');
  });
});
