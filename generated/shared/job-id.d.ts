/** A HealthLake export job. */
export type JobId = string;
