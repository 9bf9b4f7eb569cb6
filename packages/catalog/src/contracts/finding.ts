import type { CodePlace } from './user-code.ts';

/** What the contract of a consumer is verified for, in this order. */
export const consumerChecks = [
  'contract',
  'examples',
  'generated',
  'unknown-fields',
  'unknown-values',
  'redelivery',
  'reordering',
  'reads',
] as const;
/** One of {@link consumerChecks}. */
export type ConsumerCheck = (typeof consumerChecks)[number];

/** What the contract of a producer is verified for, in this order. */
export const producerChecks = ['contract', 'cases', 'declared', 'valid', 'fields', 'seen', 'repetition'] as const;
/** One of {@link producerChecks}. */
export type ProducerCheck = (typeof producerChecks)[number];

/** What is wrong, before it is attributed to a producer or consumer. */
export interface Violation<Check extends string> {
  readonly check: Check;
  readonly event?: string;
  /** What happened; of an event its kind and number, never its data. */
  readonly message: string;
  /** Where in the project's code, as far as it is known. */
  readonly at?: CodePlace;
  readonly fix: string;
}

/** A producer or consumer does not do what it promises. */
export interface Finding<Check extends string = ConsumerCheck | ProducerCheck> extends Violation<Check> {
  /** The producer or consumer. */
  readonly party: string;
  readonly owner: string;
}
