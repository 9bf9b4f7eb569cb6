/** One export run; also the name of its HealthLake job. */
export type RunId = string;
