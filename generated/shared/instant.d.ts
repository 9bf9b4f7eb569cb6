/** A moment in UTC, RFC 3339 with milliseconds. */
export type Instant = string;
