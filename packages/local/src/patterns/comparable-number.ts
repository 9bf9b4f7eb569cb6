interface Decimal {
  readonly negative: boolean;
  /** Significant digits, without zeros at either end; empty for zero. */
  readonly digits: string;
  /** The power of ten of the digit behind the last. */
  readonly exponent: number;
}

const decimalOf = (literal: string): Decimal | undefined => {
  const found = /^(-?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(literal);
  if (found === null) return undefined;
  const [, sign, whole = '', fraction = '', power = '0'] = found;
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const trimmed = digits.replace(/0+$/, '');
  const exponent = Number(power) - fraction.length + (digits.length - trimmed.length);
  return { negative: sign === '-' && trimmed !== '', digits: trimmed, exponent: trimmed === '' ? 0 : exponent };
};

/** Double.toString: the shortest decimal of at least two digits. */
const javaText = (value: number): string => {
  const shortest = String(value);
  return decimalOf(shortest)?.digits.length === 1 ? value.toExponential(1) : shortest;
};

/** Whether Java's BigDecimal cannot hold the exponent. */
export const exceedsLimits = (literal: string): boolean => {
  const [, fraction = '', power = '0'] = /^-?\d+(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(literal) ?? [];
  return Math.abs(Number(power) - fraction.length) > 0x7fffffff;
};

/**
 * The number that event-ruler compares with, or nothing where binary64 cannot hold the literal exactly (by its shortest
 * decimal): such a number is only equal to its own text. Source: aws/event-ruler README, "Numeric matching".
 */
export const comparableNumber = (literal: string): number | undefined => {
  const value = Number(literal);
  if (!Number.isFinite(value) || exceedsLimits(literal)) return undefined;
  const [written, held] = [decimalOf(literal), decimalOf(javaText(value))];
  if (written === undefined || held === undefined) return undefined;
  const same =
    written.digits === held.digits && written.exponent === held.exponent && written.negative === held.negative;
  return same ? value : undefined;
};
