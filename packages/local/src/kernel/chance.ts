import { randomInt } from 'node:crypto';

export interface Chance {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [0, bound). */
  below(bound: number): number;
}

/** mulberry32: the same seed gives the same run, with the same jitter and the same faults. Never for secrets. */
export const seededChance = (seed: number): Chance => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return { next, below: (bound) => Math.floor(next() * bound) };
};

const RESOLUTION = 2 ** 47;

export const platformChance = (): Chance => ({
  next: () => randomInt(RESOLUTION) / RESOLUTION,
  below: (bound) => randomInt(bound),
});
