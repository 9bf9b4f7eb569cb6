/** How many of a suite's cases hold, by level: of the single-level suites only `a`. */
export interface Score {
  readonly cases: number;
  /** Histories: final status, output and error. */
  readonly a: number;
  /** Histories: the ordered event types with state names. */
  readonly b?: number;
  /** Histories: whole events. */
  readonly c?: number;
  /** Cases of the file that were not run, and are not counted. */
  readonly leftOut?: number;
  /** Ids of the cases that do not hold at level `a`. */
  readonly failed: readonly string[];
}

/** Recorded cases held against the local cloud; a suite is named after its file. */
export interface Suite {
  /** `event-patterns.json` */
  readonly file: string;
  run(text: string): Score | Promise<Score>;
}

export const suiteName = (file: string): string => file.replace(/\.jsonl?$/, '');
