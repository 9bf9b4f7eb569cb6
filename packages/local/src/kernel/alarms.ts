import type { Clock, Instant, Timer } from './clock.ts';
import type { Report } from './isolate.ts';
import type { Journal } from './journal.ts';
import type { Json } from './json.ts';

/** Runs in the same transaction that takes the alarm off the list: write intent here, act after the commit. */
export type Ring = (key: string, note: Json) => void;

interface Entry {
  readonly owner: string;
  readonly key: string;
  readonly due: Instant;
  readonly note: Json;
}

/**
 * Timers that survive a restart. One alarm an owner and key: setting it again moves it. An alarm whose time passed
 * while the cloud was down rings at `start`. Each rings in a piece of work of its own: one that throws is set aside.
 */
export interface Alarms {
  on(owner: string, ring: Ring): void;
  set(owner: string, key: string, due: Instant, note?: Json): void;
  cancel(owner: string, key: string): void;
  /** When this alarm will ring, if it is set. */
  due(owner: string, key: string): Instant | undefined;
  /** Those whose ring threw: they do not ring again, unless their owner sets them again. */
  failed(): readonly FailedAlarm[];
  start(): void;
  stop(): void;
}

export interface FailedAlarm extends Entry {
  readonly at: Instant;
  readonly error: string;
}

/** Alarms that are due together ring in batches of this size, so that none of them starves the event loop. */
const BATCH = 256;

const slot = (due: Instant, owner: string, key: string): string => `${String(due).padStart(15, '0')}|${owner}|${key}`;

export const alarmsOn = (journal: Journal, clock: Clock, report: Report): Alarms => {
  const byDue = journal.table<Entry>('alarms_by_due');
  const byKey = journal.table<Instant>('alarms_by_key');
  const failed = journal.table<FailedAlarm>('alarms_failed');
  const rings = new Map<string, Ring>();
  let timer: { readonly due: Instant; readonly timer: Timer } | undefined;
  let running = false;

  const drop = (owner: string, key: string): void => {
    const due = byKey.get(`${owner}|${key}`);
    if (due === undefined) return;
    byKey.delete(`${owner}|${key}`);
    byDue.delete(slot(due, owner, key));
  };
  const arm = (): void => {
    if (!running) return;
    const first = byDue.scan({ limit: 1 })[0]?.[1];
    if (first === undefined || timer?.due === first.due) return;
    timer?.timer.cancel();
    timer = { due: first.due, timer: clock.at(first.due, ringDue) };
  };
  const ring = (entry: Entry): void => {
    const { owner, key, note } = entry;
    try {
      journal.atomically(() => {
        drop(owner, key);
        rings.get(owner)?.(key, note);
      });
    } catch (error) {
      drop(owner, key);
      failed.put(`${owner}|${key}`, { ...entry, at: clock.now(), error: String(error) });
      report(error, `alarm ${owner} ${key}`);
    }
  };
  const ringDue = (): void => {
    timer = undefined;
    if (!running) return;
    const until = slot(clock.now() + 1, '', '');
    for (const [, entry] of byDue.scan({ before: until, limit: BATCH })) {
      // An earlier ring of this batch may have moved or cancelled it.
      if (byKey.get(`${entry.owner}|${entry.key}`) !== entry.due) continue;
      ring(entry);
    }
    journal.afterCommit(arm);
  };

  return {
    on: (owner, ring) => void rings.set(owner, ring),
    set(owner, key, due, note = null) {
      const whole = Math.ceil(due);
      drop(owner, key);
      byKey.put(`${owner}|${key}`, whole);
      byDue.put(slot(whole, owner, key), { owner, key, due: whole, note });
      if (timer === undefined || whole < timer.due) arm();
    },
    cancel: drop,
    due: (owner, key) => byKey.get(`${owner}|${key}`),
    failed: () => failed.scan().map(([, each]) => each),
    start() {
      running = true;
      arm();
    },
    stop() {
      running = false;
      timer?.timer.cancel();
      timer = undefined;
    },
  };
};
