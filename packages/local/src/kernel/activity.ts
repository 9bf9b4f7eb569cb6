import type { Instant } from './clock.ts';
import { guarded, type Report } from './isolate.ts';
import type { Json } from './json.ts';

/** One thing a service did, for whoever watches: the story, the meter, a test. Never a payload, token or resource body. */
export interface Activity {
  readonly at: Instant;
  /** Service name, as in an ARN. */
  readonly service: string;
  /** Past tense, the service's own noun first: `ObjectCreated`, `MessageDeadLettered`, `ExecutionSucceeded`. */
  readonly action: string;
  readonly resource: string;
  readonly facts?: Readonly<Record<string, Json>>;
}

/** The feed of what the services do. */
export interface Activities {
  note(activity: Omit<Activity, 'at'>): void;
  watch(watcher: (activity: Activity) => void): () => void;
}

/** A watcher that throws is reported; what it watches goes on. */
export const activityFeed = (now: () => Instant, report: Report): Activities => {
  const watchers = new Set<(activity: Activity) => void>();
  return {
    note(activity) {
      if (watchers.size === 0) return;
      const noted: Activity = { at: now(), ...activity };
      for (const watcher of watchers) guarded(watcher, report, 'activity watcher')(noted);
    },
    watch(watcher) {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
  };
};
