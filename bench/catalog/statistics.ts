export interface Spread {
  readonly median: number;
  readonly most: number;
  readonly runs: number;
}

/** @throws RangeError for no numbers. */
export const spreadOf = (numbers: readonly number[]): Spread => {
  const sorted = numbers.toSorted((one, other) => one - other);
  const [median, most] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  if (median === undefined || most === undefined) throw new RangeError('No measurement.');
  return { median, most, runs: numbers.length };
};
