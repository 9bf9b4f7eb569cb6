/** How a case was judged. Single-level suites know only `a`. */
export interface Verdict {
  /** Histories: final status, output and error. */
  readonly a: boolean;
  /** Histories: the ordered event types with state names. */
  readonly b?: boolean;
  /** Histories: whole events. */
  readonly c?: boolean;
}

export type Level = keyof Verdict;

export interface CaseResult {
  readonly id: string;
  readonly verdict: Verdict;
}

export interface Results {
  readonly cases: readonly CaseResult[];
  /** Cases of the file that this suite does not run. */
  readonly leftOut?: number;
}

/** Recorded cases that the local cloud is compared with. */
export interface Suite {
  readonly name: string;
  /** `event-patterns.json` */
  readonly file: string;
  run(text: string): Results | Promise<Results>;
}

export const LEVELS: readonly Level[] = ['a', 'b', 'c'];

export const failedLevels = ({ verdict }: CaseResult): readonly Level[] =>
  LEVELS.filter((level) => verdict[level] === false);
