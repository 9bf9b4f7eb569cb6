/** The fields of `cron(minutes hours day-of-month month day-of-week year)`, each as the values it allows. */
export interface Cron {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number> | undefined;
  readonly months: ReadonlySet<number>;
  /** 1 is Sunday. */
  readonly weekdays: ReadonlySet<number> | undefined;
  readonly years: ReadonlySet<number>;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

interface FieldRange {
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

const numberIn = (text: string, { least, most, names = [] }: FieldRange): number | undefined => {
  const named = names.indexOf(text.toUpperCase());
  const value = named >= 0 ? named + least : /^\d+$/.test(text) ? Number(text) : undefined;
  return value !== undefined && value >= least && value <= most ? value : undefined;
};

const partOf = (part: string, range: FieldRange): readonly number[] | undefined => {
  const [span = '', stepText] = part.split('/');
  const step = stepText === undefined ? 1 : numberIn(stepText, { least: 1, most: range.most });
  const [fromText = '', toText] = span === '*' ? [String(range.least), String(range.most)] : span.split('-');
  const from = numberIn(fromText, range);
  const open = toText === undefined && stepText !== undefined ? range.most : from;
  const to = toText === undefined ? open : numberIn(toText, range);
  if (from === undefined || to === undefined || step === undefined) return undefined;
  return Array.from({ length: Math.max(0, Math.floor((to - from) / step) + 1) }, (_, index) => from + index * step);
};

const fieldOf = (text: string, range: FieldRange): ReadonlySet<number> | undefined => {
  const parts = text.split(',').map((part) => partOf(part, range));
  return parts.every((part) => part !== undefined) ? new Set(parts.flat()) : undefined;
};

/**
 * Reads the inside of `cron(…)` (EventBridge Scheduler User Guide, "Cron-based schedules"). Undefined when it is no
 * expression that is executed here: the wildcards L, W and # are not.
 */
export const readCron = (text: string): Cron | undefined => {
  const fields = text.trim().split(/\s+/);
  const [minute = '', hour = '', day = '', month = '', weekday = '', year = ''] = fields;
  // One of the two day fields must be a question mark: they cannot both choose.
  if (fields.length !== 6 || (day === '?') === (weekday === '?')) return undefined;
  const minutes = fieldOf(minute, { least: 0, most: 59 });
  const hours = fieldOf(hour, { least: 0, most: 23 });
  const days = day === '?' ? undefined : fieldOf(day, { least: 1, most: 31 });
  const months = fieldOf(month, { least: 1, most: 12, names: MONTHS });
  const weekdays = weekday === '?' ? undefined : fieldOf(weekday, { least: 1, most: 7, names: WEEKDAYS });
  const years = fieldOf(year, { least: 1970, most: 2199 });
  if (minutes === undefined || hours === undefined || months === undefined || years === undefined) return undefined;
  if (days === undefined && weekdays === undefined) return undefined;
  return { minutes, hours, days, months, weekdays, years };
};

const isDay = (cron: Cron, date: Date): boolean =>
  cron.years.has(date.getUTCFullYear()) &&
  cron.months.has(date.getUTCMonth() + 1) &&
  (cron.days?.has(date.getUTCDate()) ?? true) &&
  (cron.weekdays?.has(date.getUTCDay() + 1) ?? true);

const DAY_MS = 86_400_000;
/** Eight years hold every 29 February on every weekday that a century's turn leaves. */
const DAYS_AHEAD = 366 * 8;

const firstOfDay = (cron: Cron, midnight: number, after: number): number | undefined => {
  const hours = [...cron.hours].sort((a, b) => a - b);
  const minutes = [...cron.minutes].sort((a, b) => a - b);
  for (const hour of hours) {
    for (const minute of minutes) {
      const instant = midnight + (hour * 60 + minute) * 60_000;
      if (instant > after) return instant;
    }
  }
  return undefined;
};

/** The first instant after `after` that the expression allows, in UTC; undefined when there is none in eight years. */
export const nextOfCron = (cron: Cron, after: number): number | undefined => {
  const today = Math.floor(after / DAY_MS) * DAY_MS;
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) {
    const midnight = today + ahead * DAY_MS;
    const found = isDay(cron, new Date(midnight)) ? firstOfDay(cron, midnight, after) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
};
