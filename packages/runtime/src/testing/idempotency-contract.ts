import { describe, expect, it } from 'vitest';
import type { IdempotencyStore } from '../idempotency/idempotency.ts';

/** `make` gives an empty store whose locks last 1 minute and whose memory 1 hour, on the clock given. */
export const idempotencyContract = (adapter: string, make: (now: () => number) => IdempotencyStore): void => {
  describe(`IdempotencyStore: ${adapter}`, () => {
    const start = Date.parse('2026-11-23T20:00:00Z');
    const at = { now: start };
    const store = (): IdempotencyStore => {
      at.now = start;
      return make(() => at.now);
    };

    it('lets one begin and refuses the others', async () => {
      const one = store();
      expect(await Promise.all([one.begin('k'), one.begin('k')])).toEqual(['acquired', 'in-progress']);
      expect(await one.begin('another')).toBe('acquired');
    });

    it('remembers what is done until its time is over', async () => {
      const one = store();
      await one.begin('k');
      await one.complete('k');
      expect(await one.begin('k')).toBe('completed');
      at.now += 3_599_000;
      expect(await one.begin('k')).toBe('completed');
      at.now += 3_000;
      expect(await one.begin('k')).toBe('acquired');
    });

    it('gives back a key after a failure', async () => {
      const one = store();
      await one.begin('k');
      await one.release('k');
      expect(await one.begin('k')).toBe('acquired');
    });

    it('succeeds a holder that died', async () => {
      const one = store();
      await one.begin('k');
      at.now += 59_000;
      expect(await one.begin('k')).toBe('in-progress');
      at.now += 2_000;
      expect(await one.begin('k')).toBe('acquired');
    });
  });
};
