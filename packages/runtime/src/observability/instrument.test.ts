import { afterEach, describe, expect, it, vi } from 'vitest';
import { instrument } from './instrument.ts';

type Line = Readonly<Record<string, unknown>>;

const lines: Line[] = [];
const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
  for (const line of String(text).split('\n')) if (line.startsWith('{')) lines.push(JSON.parse(line) as Line);
  return true;
});

afterEach(() => {
  lines.length = 0;
  spy.mockClear();
});

describe('an instrumented handler', () => {
  it('logs the ids that a line is about, and no longer than it is about them', async () => {
    const { log, handler } = instrument();
    await handler(async () => {
      log.appendKeys({ eventId: 'e-1', correlationId: 'run-1', runId: 'run-1' });
      log.info('One', { code: 'A' });
      log.resetKeys();
      log.info('Two', {});
    })({});
    const logged = lines.filter(({ message }) => message !== undefined);
    expect(logged).toMatchObject([
      { level: 'INFO', message: 'One', code: 'A', eventId: 'e-1', correlationId: 'run-1', runId: 'run-1' },
      { level: 'INFO', message: 'Two' },
    ]);
    expect(logged[1]).not.toHaveProperty('eventId');
  });

  it('publishes what was counted, once an invocation, also when it fails', async () => {
    const { log, handler } = instrument();
    const failing = handler(async () => {
      log.count('MessagesFailed', 2);
      log.measure('StreamAge', 12);
      throw new Error('no');
    });
    await expect(failing({})).rejects.toThrow('no');
    await expect(failing({})).rejects.toThrow('no');
    const published = lines.filter(({ MessagesFailed }) => MessagesFailed !== undefined);
    expect(published).toHaveLength(2);
    expect(published[0]).toMatchObject({
      MessagesFailed: 2,
      StreamAge: 12,
      _aws: { CloudWatchMetrics: [{ Namespace: 'Carillon' }] },
    });
  });
});
