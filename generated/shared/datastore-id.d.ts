/** A HealthLake data store. */
export type DatastoreId = string;
