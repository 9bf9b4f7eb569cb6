// Generated from catalog/shared/instant.json by `npm run generate`. Do not edit.

/** A moment in UTC, RFC 3339 with milliseconds. */
export type Instant = string;
