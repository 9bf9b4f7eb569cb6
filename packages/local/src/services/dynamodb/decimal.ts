import { validationError } from './validation.ts';

/**
 * A number as DynamoDB keeps it: exact, up to 38 significant digits, magnitude 1E-130 to 9.99…E+125
 * (Developer Guide, "Supported data types and naming rules", Number).
 *
 *   value = sign · 0.d₁d₂d₃… · 10^exponent, with d₁ and the last digit never 0; zero has no digits
 */
export interface Decimal {
  readonly sign: -1 | 0 | 1;
  readonly digits: string;
  readonly exponent: number;
}

const PRECISION = 38;
const HIGHEST_EXPONENT = 126;
const LOWEST_EXPONENT = -129;

const zero: Decimal = { sign: 0, digits: '', exponent: 0 };

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/;

const checked = (value: Decimal): Decimal => {
  if (value.digits.length > PRECISION)
    throw validationError('Attempting to store more than 38 significant digits in a Number');
  if (value.exponent > HIGHEST_EXPONENT)
    throw validationError('Number overflow. Attempting to store a number with magnitude larger than supported range');
  if (value.exponent < LOWEST_EXPONENT)
    throw validationError('Number underflow. Attempting to store a number with magnitude smaller than supported range');
  return value;
};

/** `digits` as a whole number times 10^scale. */
const normal = (sign: -1 | 1, digits: string, scale: number): Decimal => {
  const withoutHead = digits.replace(/^0+/, '');
  if (withoutHead === '') return zero;
  return { sign, digits: withoutHead.replace(/0+$/, ''), exponent: withoutHead.length + scale };
};

/** @throws AwsError ValidationException when the text is no number, or one that DynamoDB does not keep. */
export const parseDecimal = (text: string): Decimal => {
  const found = NUMBER.exec(text);
  const [whole, fraction] = [found?.[2] ?? '', found?.[3] ?? ''];
  if (found === null || whole + fraction === '') {
    if (text === '') throw validationError('The parameter cannot be converted to a numeric value');
    throw validationError(`The parameter cannot be converted to a numeric value: ${text}`);
  }
  return checked(normal(found[1] === '-' ? -1 : 1, whole + fraction, Number(found[4] ?? 0) - fraction.length));
};

/** The text that DynamoDB gives back: no exponent, no leading or trailing zeros. */
export const formatDecimal = ({ sign, digits, exponent }: Decimal): string => {
  if (sign === 0) return '0';
  const head = sign < 0 ? '-' : '';
  if (exponent <= 0) return `${head}0.${'0'.repeat(-exponent)}${digits}`;
  if (exponent >= digits.length) return `${head}${digits}${'0'.repeat(exponent - digits.length)}`;
  return `${head}${digits.slice(0, exponent)}.${digits.slice(exponent)}`;
};

export const compareDecimals = (left: Decimal, right: Decimal): number => {
  if (left.sign !== right.sign) return left.sign - right.sign;
  if (left.exponent !== right.exponent) return (left.exponent - right.exponent) * left.sign;
  if (left.digits === right.digits) return 0;
  return (left.digits < right.digits ? -1 : 1) * left.sign;
};

const scaled = ({ sign, digits, exponent }: Decimal, scale: number): bigint =>
  sign === 0 ? 0n : BigInt(sign) * BigInt(digits) * 10n ** BigInt(exponent - digits.length - scale);

const lowestScale = (value: Decimal): number => (value.sign === 0 ? 0 : value.exponent - value.digits.length);

/** Exact; a sum that needs more than 38 digits is refused, never rounded. @throws AwsError ValidationException */
export const addDecimals = (left: Decimal, right: Decimal): Decimal => {
  const scale = Math.min(lowestScale(left), lowestScale(right));
  const sum = scaled(left, scale) + scaled(right, scale);
  if (sum === 0n) return zero;
  return checked(normal(sum < 0n ? -1 : 1, (sum < 0n ? -sum : sum).toString(), scale));
};

export const negateDecimal = (value: Decimal): Decimal => ({
  ...value,
  sign: value.sign === 0 ? 0 : value.sign === 1 ? -1 : 1,
});

const OFFSET = 500;

/**
 * Text that sorts as the numbers do, so that the journal's key order is the sort key's order.
 *
 *   negative  N  999−(exponent+500)  nines' complement of the digits  ~      (~ sorts above every digit)
 *   zero      O
 *   positive  P  exponent+500        digits
 */
export const sortableDecimal = ({ sign, digits, exponent }: Decimal): string => {
  if (sign === 0) return 'O';
  if (sign > 0) return `P${exponent + OFFSET}${digits}`;
  const complement = [...digits].map((digit) => 9 - Number(digit)).join('');
  return `N${999 - (exponent + OFFSET)}${complement}~`;
};
