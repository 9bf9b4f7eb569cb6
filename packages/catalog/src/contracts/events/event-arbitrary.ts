import fc from 'fast-check';
import type { Constraint } from '../../compiler/compatibility/constraint.ts';
import { type Fill, generate, NothingToMakeError } from '../../compiler/compatibility/generate.ts';
import { type Random, seeded } from '../../compiler/compatibility/random.ts';

const FILLS: readonly Fill[] = ['all', 'some', 'least'];
const MOST_TRIES = 500;

const attempt = (root: Constraint, random: Random, fill: Fill): unknown => {
  try {
    return generate([root], { random, fill });
  } catch (error) {
    if (error instanceof NothingToMakeError) return undefined;
    throw error;
  }
};

/** Which values are wanted: the schema, and what else must be true of them. */
export interface Wanted {
  readonly root: Constraint;
  /** What makes of a value one that may do; the value itself by default. */
  readonly prepare?: (value: unknown, random: Random) => unknown;
  /** Whether a value will do: the schema's own validator, and what else must hold. */
  readonly accepts: (value: unknown) => boolean;
}

/**
 * Values of a schema that are accepted. @throws Error when none can be made: then the schema allows nothing, or the
 * maker understands too little of it
 */
export const valueArbitrary = ({ root, prepare, accepts }: Wanted): fc.Arbitrary<unknown> =>
  fc.tuple(fc.nat(), fc.constantFrom(...FILLS)).map(([seed, fill]) => {
    for (let tried = 0; tried < MOST_TRIES; tried += 1) {
      const random = seeded(seed + tried);
      const made = attempt(root, random, fill);
      const value = made === undefined || prepare === undefined ? made : prepare(made, random);
      if (value !== undefined && accepts(value)) return value;
    }
    throw new Error(`${root.file}: no value that will do could be made in ${MOST_TRIES} tries`);
  });
