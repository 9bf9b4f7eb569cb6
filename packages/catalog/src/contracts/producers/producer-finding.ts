/** What a producer's contract is held to. */
export const producerChecks = ['contract', 'declared', 'valid', 'fields', 'seen', 'repetition'] as const;
export type ProducerCheck = (typeof producerChecks)[number];

/** Where what a producer says is not what the catalog has it say. */
export interface ProducerFinding {
  readonly producer: string;
  readonly owner: string;
  readonly check: ProducerCheck;
  readonly event?: string;
  /** What happened; of an event its name and places, never its data. */
  readonly message: string;
  readonly fix: string;
}

/** A finding before it is known of whom. */
export type Complaint = Omit<ProducerFinding, 'producer' | 'owner'>;
