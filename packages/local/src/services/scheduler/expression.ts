import { type Cron, nextOfCron, readCron } from './cron.ts';

export type Expression =
  | { readonly kind: 'rate'; readonly everyMs: number }
  | { readonly kind: 'at'; readonly instant: number }
  | { readonly kind: 'cron'; readonly cron: Cron };

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

const rateOf = (inside: string): Expression | undefined => {
  const [, value, unit] = /^(\d+) (minute|hour|day)s?$/.exec(inside) ?? [];
  const everyMs = Number(value) * (UNIT_MS[unit ?? ''] ?? Number.NaN);
  return everyMs > 0 ? { kind: 'rate', everyMs } : undefined;
};

const atOf = (inside: string): Expression | undefined => {
  const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(inside) ? Date.parse(`${inside}Z`) : Number.NaN;
  return Number.isNaN(instant) ? undefined : { kind: 'at', instant };
};

/** `rate(…)`, `cron(…)` or `at(…)` (EventBridge Scheduler User Guide, "Schedule types"), in UTC. */
export const readExpression = (text: string): Expression | undefined => {
  const [, kind, inside = ''] = /^(rate|cron|at)\((.*)\)$/.exec(text.trim()) ?? [];
  if (kind === 'rate') return rateOf(inside);
  if (kind === 'at') return atOf(inside);
  const cron = kind === 'cron' ? readCron(inside) : undefined;
  return cron === undefined ? undefined : { kind: 'cron', cron };
};

/**
 * When a schedule is due after `after`. A rate counts from `start`, which is due itself: without a StartDate it begins
 * at once (User Guide, "Rate-based schedules").
 */
export const nextOf = (expression: Expression, start: number, after: number): number | undefined => {
  if (expression.kind === 'at') return expression.instant > after ? expression.instant : undefined;
  if (expression.kind === 'cron') return nextOfCron(expression.cron, Math.max(after, start - 1));
  if (after < start) return start;
  return start + (Math.floor((after - start) / expression.everyMs) + 1) * expression.everyMs;
};
