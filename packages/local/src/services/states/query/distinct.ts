/** JSON with its members in order: equal for equal values, whatever order their members were written in. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );

/** The first of each of the values that are equal. Linear in their number. */
export const distinctBy = <T>(items: readonly T[]): readonly T[] => {
  const seen = new Set<string>();
  return items.filter((item) => {
    const before = seen.size;
    return seen.add(canonical(item)).size > before;
  });
};
