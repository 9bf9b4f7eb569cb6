import type { Report } from './isolate.ts';
import type { Journal } from './journal.ts';

/** Who waits for news of something that the journal holds: a queue's readers, a stream's. */
export interface Listeners {
  /** Calls `listener` after each commit that concerned `name`; returns the way to unsubscribe. */
  listen(name: string, listener: () => void): () => void;
  /** To be called in the turn that writes; what is taken back notifies nobody. */
  notify(name: string): void;
}

/** Each listener is called once a commit, in a piece of work of its own: one that throws is reported. `kind` is their own. */
export const listenersOn = (journal: Journal, kind: string, report: Report): Listeners => {
  const byName = new Map<string, Set<() => void>>();
  const call = (listener: () => void): void => {
    try {
      journal.atomically(listener);
    } catch (error) {
      report(error, `${kind}: listener`);
    }
  };
  return {
    listen(name, listener) {
      const known = byName.get(name) ?? new Set();
      byName.set(name, known.add(listener));
      return () => {
        known.delete(listener);
      };
    },
    notify(name) {
      if ((byName.get(name)?.size ?? 0) === 0) return;
      journal.afterCommit(() => [...(byName.get(name) ?? [])].forEach(call), `${kind} ${name}`);
    },
  };
};
