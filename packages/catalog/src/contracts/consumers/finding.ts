/** What a contract is held to. */
export const checks = [
  'contract',
  'examples',
  'generated',
  'unknown-fields',
  'unknown-values',
  'redelivery',
  'reordering',
  'reads',
] as const;
export type Check = (typeof checks)[number];

/** Where a consumer does not hold what it promises. */
export interface Finding {
  readonly consumer: string;
  readonly owner: string;
  readonly check: Check;
  readonly event?: string;
  /** What happened; of an event its kind and number, never its data. */
  readonly message: string;
  readonly fix: string;
}
