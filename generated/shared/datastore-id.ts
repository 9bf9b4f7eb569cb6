// Generated from catalog/shared/datastore-id.json by `npm run generate`. Do not edit.

/** A HealthLake data store. */
export type DatastoreId = string;
