import { AwsError } from '../../kernel/errors.ts';

/** Instants from `from` to before `before`. */
export interface Interval {
  readonly from: number;
  readonly before: number;
}

const FORM = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;

const invalid = (text: string): AwsError =>
  new AwsError('ValidationException', `${text} is no date or instant of FHIR.`);

/** The instants that a FHIR date covers, by its precision: a day, a minute, a second, a millisecond. */
export const intervalOf = (text: string): Interval => {
  const found = FORM.exec(text);
  if (found === null) throw invalid(text);
  const [, year = '', month, day, hour, minute, second, fraction, zone = 'Z'] = found;
  const time = `${hour ?? '00'}:${minute ?? '00'}:${second ?? '00'}.${(fraction ?? '').padEnd(3, '0').slice(0, 3)}`;
  const from = Date.parse(`${year}-${month ?? '01'}-${day ?? '01'}T${time}${zone}`);
  if (Number.isNaN(from)) throw invalid(text);
  if (fraction !== undefined) return { from, before: from + 1 };
  if (second !== undefined) return { from, before: from + 1000 };
  if (minute !== undefined) return { from, before: from + 60_000 };
  if (day !== undefined) return { from, before: from + 86_400_000 };
  const [y, m] = [Number(year), Number(month ?? '1')];
  return { from, before: month === undefined ? Date.UTC(y + 1, 0, 1) : Date.UTC(y, m, 1) };
};

const ALWAYS: Interval = { from: 0, before: Number.MAX_SAFE_INTEGER };

const narrowed = (range: Interval, text: string): Interval => {
  const [, prefix = 'eq', value = ''] = /^(eq|gt|lt|ge|le|sa|eb)?(\d.*)$/.exec(text) ?? [];
  if (value === '') throw invalid(text);
  const { from, before } = intervalOf(value);
  const bounds: Readonly<Record<string, Partial<Interval>>> = {
    eq: { from, before },
    ge: { from },
    gt: { from: before },
    sa: { from: before },
    le: { before },
    lt: { before: from },
    eb: { before: from },
  };
  const { from: low = range.from, before: high = range.before } = bounds[prefix] ?? {};
  return { from: Math.max(range.from, low), before: Math.min(range.before, high) };
};

/** What all of these date parameters admit together (HL7 FHIR 4.0.1, "Search", prefixes). */
export const rangeOf = (parameters: readonly string[]): Interval => parameters.reduce(narrowed, ALWAYS);
