export interface Limits {
  readonly count: number;
  /** A batch's sum stays below this. */
  readonly bytes: number;
}

/** Splits in order, each batch as full as the limits allow; an item above the limit by itself is a batch of its own. */
export const batches = <Item extends { readonly bytes: number }>(
  items: readonly Item[],
  limits: Limits,
): readonly (readonly Item[])[] => {
  const result: Item[][] = [];
  let current: Item[] = [];
  let sum = 0;
  for (const item of items) {
    if (current.length > 0 && (current.length >= limits.count || sum + item.bytes >= limits.bytes)) {
      result.push(current);
      current = [];
      sum = 0;
    }
    current.push(item);
    sum += item.bytes;
  }
  return current.length > 0 ? [...result, current] : result;
};
