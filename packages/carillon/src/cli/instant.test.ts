import { describe, expect, it } from 'vitest';
import { instantOf } from './instant.ts';

describe('an instant on the command line', () => {
  it.each([
    ['2026-11-23T20:00:00Z', '2026-11-23T20:00:00.000Z'],
    ['2026-11-23T20:00:00.5+01:00', '2026-11-23T19:00:00.500Z'],
    ['2026-11-23t20:00z', '2026-11-23T20:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(new Date(instantOf({ from: text }, 'from') ?? 0).toISOString()).toBe(expected);
  });

  it.each([
    ...['', '5', '2026', '11/12/2026', 'yesterday'],
    ...['2026-02-31', '2026-13-01', '2026-11-23T20:00:00', '2026-11-23T25:00Z'],
  ])('is not %j', (text) => {
    expect(() => instantOf({ from: text }, 'from')).toThrow(/--from takes an instant such as/);
  });

  it('need not be given', () => {
    expect(instantOf({}, 'from')).toBeUndefined();
  });
});
