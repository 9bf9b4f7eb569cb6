import type { Instant } from '../../kernel/clock.ts';

const ISO = /^\d{4}-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** RFC 3339 with a `T` and a zone, as the language asks for; `undefined` for all else. */
export const parseIsoTimestamp = (text: string): Instant | undefined => {
  if (!ISO.test(text)) return undefined;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : instant;
};

export const isoTimestamp = (instant: Instant): string => new Date(instant).toISOString();
