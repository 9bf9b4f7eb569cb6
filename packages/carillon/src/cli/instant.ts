import { type Given, UsageError } from './command.ts';

/** RFC 3339, section 5.6: a date alone, or with a time and its offset. At other texts Date.parse guesses. */
const form = /^(\d{4})-(\d\d)-(\d\d)(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/i;

/** 31 February is March to Date.parse. */
const isDay = (year: number, month: number, day: number): boolean =>
  day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();

/** An instant as the command line gives it, in milliseconds since the epoch. @throws UsageError when it is none */
export const instantOf = (given: Given, name: string): number | undefined => {
  const text = given[name];
  if (typeof text !== 'string') return undefined;
  const [, year, month, day] = form.exec(text) ?? [];
  const at = Date.parse(text.toUpperCase());
  if (year !== undefined && isDay(Number(year), Number(month), Number(day)) && !Number.isNaN(at)) return at;
  throw new UsageError(`--${name} takes an instant such as 2026-11-23T20:00:00Z, not ${JSON.stringify(text)}.`);
};
