import type { Instant } from './clock.ts';
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

export interface Activities {
  note(activity: Omit<Activity, 'at'>): void;
  watch(watcher: (activity: Activity) => void): () => void;
}

export const activityFeed = (now: () => Instant): Activities => {
  const watchers = new Set<(activity: Activity) => void>();
  return {
    note(activity) {
      if (watchers.size === 0) return;
      const noted: Activity = { at: now(), ...activity };
      for (const watcher of watchers) watcher(noted);
    },
    watch(watcher) {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
  };
};
