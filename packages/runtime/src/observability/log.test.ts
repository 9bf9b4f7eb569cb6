import { describe, expect, it } from 'vitest';
import { eventKeys } from './log.ts';

describe('the ids of an event that are logged', () => {
  it('are its own, its correlation and those that the application named', () => {
    const metadata = { id: 'e-1', correlationId: 'order-1', occurredAt: '2026-01-01T00:00:00.000Z' };
    expect(eventKeys({ metadata, data: { orderId: 'order-1', name: 'Ada' } }, ['orderId'])).toEqual({
      eventId: 'e-1',
      correlationId: 'order-1',
      orderId: 'order-1',
    });
  });

  it.each([
    [undefined, {}],
    ['text', {}],
    [{ metadata: null, data: [] }, {}],
    [{ metadata: { id: 7, correlationId: '' } }, {}],
    [{ metadata: { id: 'Ada Lovelace, born 1815', correlationId: 'c' } }, { correlationId: 'c' }],
    [{ data: { orderId: 'x'.repeat(129) } }, {}],
  ])('of %j are %j: what is not made like an id is left out', (detail, expected) => {
    expect(eventKeys(detail, ['orderId'])).toEqual(expected);
  });
});
