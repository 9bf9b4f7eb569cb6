/**
 * A number as its JSON text says it: `digits` times ten to the power of `exponent`. 143.48 is no binary fraction, so
 * arithmetic on doubles is wrong about amounts; the shortest text that reads back as the same double is exact.
 */
export interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

/** @param value a finite number */
export function decimalOf(value: number): Decimal {
  const [mantissa = '', exponent] = value.toExponential().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

/** The double nearest to a decimal. */
export const numberOf = ({ digits, exponent }: Decimal): number => Number(`${digits}e${exponent}`);

/** Two decimals as whole numbers of one unit, ten to the power of `exponent`. */
function aligned(one: Decimal, other: Decimal): readonly [one: bigint, other: bigint, exponent: number] {
  const exponent = Math.min(one.exponent, other.exponent);
  const scaled = (each: Decimal): bigint => each.digits * 10n ** BigInt(each.exponent - exponent);
  return [scaled(one), scaled(other), exponent];
}

/** Whether a division gives an integer (JSON Schema Validation draft-07, 6.2.1). @param step above 0 */
export function divides(step: Decimal, value: Decimal): boolean {
  const [dividend, divisor] = aligned(value, step);
  return dividend % divisor === 0n;
}

/** `multipleOf`, exact on decimals: validators call it. @param value finite @param step above 0 */
export const isMultipleOf = (value: number, step: number): boolean =>
  Number.isSafeInteger(value) && Number.isSafeInteger(step)
    ? value % step === 0
    : divides(decimalOf(step), decimalOf(value));

/** The least decimal above 0 that both steps divide. */
export function leastCommonMultiple(one: Decimal, other: Decimal): Decimal {
  const [first, second, exponent] = aligned(one, other);
  let [divisor, rest] = [first, second];
  while (rest !== 0n) [divisor, rest] = [rest, divisor % rest];
  return { digits: (first / divisor) * second, exponent };
}

/** How many whole steps lie in a value, rounded down. @param step above 0 */
export function stepsIn(value: Decimal, step: Decimal): bigint {
  const [dividend, divisor] = aligned(value, step);
  const whole = dividend / divisor;
  return dividend < 0n && dividend % divisor !== 0n ? whole - 1n : whole;
}

/** A number of steps as one number. */
export const stepsOf = (count: bigint, { digits, exponent }: Decimal): number =>
  numberOf({ digits: count * digits, exponent });
