// Generated from catalog/shared/run-id.json by `npm run generate`. Do not edit.

/** One export run; also the name of its HealthLake job. */
export type RunId = string;
