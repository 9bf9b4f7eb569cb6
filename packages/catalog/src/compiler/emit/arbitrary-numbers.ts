import { type Bound, type Facts, factsOf } from '../compatibility/facts.ts';
import { type Decimal, decimalOf, leastCommonMultiple, stepsIn } from '../decimal.ts';
import type { SchemaNode } from '../schema/schema-node.ts';
import { numberAt, options, type Write } from './arbitrary-scalars.ts';

type Bounds = Pick<Facts, 'least' | 'most'>;

const boundsOf = (node: SchemaNode): Bounds => factsOf([{ ...node, schemas: new Map() }]);
const known = ({ value }: Bound): number | undefined => (Number.isFinite(value) ? value : undefined);

const ONE = decimalOf(1);
const MOST_STEPS = 2n ** 31n;
/** Decimals of up to 15 digits are told apart as doubles (DBL_DIG of IEEE 754). */
const MOST_UNITS = 10n ** 15n;

/** From and to how many steps: within the bounds, and not far from the one that is there. */
function stepsWithin({ least, most }: Bounds, step: Decimal): readonly [from: bigint, to: bigint] {
  const floor = (value: number): bigint => stepsIn(decimalOf(value), step);
  const atLeast = ({ value, exclusive }: Bound): bigint => (exclusive ? floor(value) + 1n : -floor(-value));
  const low = known(least) === undefined ? undefined : atLeast(least);
  const high = known(most) === undefined ? undefined : -atLeast({ value: -most.value, exclusive: most.exclusive });
  const room = MOST_UNITS / step.digits < MOST_STEPS ? MOST_UNITS / step.digits : MOST_STEPS;
  const from = low ?? (high === undefined || high > 0n ? -room : high - room);
  return [from, high ?? (from < 0n ? room : from + room)];
}

/** Multiples as their decimals say them: a product of doubles is often none. */
function stepped(bounds: Bounds, step: Decimal): string {
  const [from, to] = stepsWithin(bounds, step);
  const digits = step.digits === 1n ? 'steps' : `steps * ${step.digits}n`;
  return `fc.bigInt(${options({ min: `${from}n`, max: `${to}n` })}).map((steps) => Number(\`\${${digits}}e${step.exponent}\`))`;
}

export const integer: Write = (node) => {
  const bounds = boundsOf(node);
  const step = numberAt(node, 'multipleOf');
  if (step !== undefined) return stepped(bounds, leastCommonMultiple(ONE, decimalOf(step)));
  return `fc.integer(${options({ min: known(bounds.least), max: known(bounds.most) })})`;
};

export const fraction: Write = (node) => {
  const bounds = boundsOf(node);
  const step = numberAt(node, 'multipleOf');
  if (step !== undefined) return stepped(bounds, decimalOf(step));
  const { least, most } = bounds;
  const excluded = { minExcluded: least.exclusive || undefined, maxExcluded: most.exclusive || undefined };
  return `fc.double(${options({ min: known(least), max: known(most), ...excluded, noNaN: true, noDefaultInfinity: true })})`;
};
