// Generated from catalog/shared/job-id.json by `npm run generate`. Do not edit.

/** A HealthLake export job. */
export type JobId = string;
