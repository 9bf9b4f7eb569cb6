import { describe, expect, it } from 'vitest';
import { correlationOf } from './log.ts';

describe('the correlation of a detail', () => {
  it('is its event, its correlation and the ids of its data that are named', () => {
    const metadata = { id: 'e-1', correlationId: 'run-1', occurredAt: '2026-01-01T00:00:00.000Z' };
    expect(correlationOf({ metadata, data: { runId: 'run-1', name: 'Ada' } }, ['runId', 'jobId'])).toEqual({
      eventId: 'e-1',
      correlationId: 'run-1',
      runId: 'run-1',
    });
  });

  it.each([
    [undefined, {}],
    ['text', {}],
    [{ metadata: null, data: [] }, {}],
    [{ metadata: { id: 7, correlationId: '' } }, {}],
    [{ metadata: { id: 'Ada Lovelace, born 1815', correlationId: 'c' } }, { correlationId: 'c' }],
    [{ data: { runId: 'x'.repeat(129) } }, {}],
  ])('of %j is %j: what is no id of ours is left out', (detail, expected) => {
    expect(correlationOf(detail, ['runId'])).toEqual(expected);
  });
});
