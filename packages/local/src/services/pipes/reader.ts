import type { Kernel } from '../../kernel/kernel.ts';
import type { Listen } from '../../kernel/sources.ts';

/** What reads one source for one pipe, a step at a time. */
export interface Reader {
  /** Takes the next batch as far as it goes; false when there is nothing to do now. */
  step(): Promise<boolean>;
  /** The batching window is over: what has been gathered goes. */
  windowClosed(): void;
  readonly onReady: Listen;
  /** From here on nothing more is written, whatever is under way. */
  stop(): void;
}

export interface Runner {
  wake(): void;
  windowClosed(): void;
  stop(): void;
}

/** Steps while there is something to do, one step after another, and again whenever the source calls. */
export const run = (kernel: Kernel, reader: Reader, where: string): Runner => {
  let [busy, again, stopped] = [false, false, false];
  const steps = async (): Promise<void> => {
    try {
      do again = false;
      while (!stopped && ((await reader.step()) || again));
    } catch (error) {
      kernel.report(error, where);
    } finally {
      busy = false;
    }
  };
  const wake = (): void => {
    if (stopped) return;
    again = true;
    if (busy) return;
    busy = true;
    void steps();
  };
  const unsubscribe = reader.onReady(wake);
  return {
    wake,
    windowClosed() {
      reader.windowClosed();
      wake();
    },
    stop() {
      stopped = true;
      unsubscribe();
      reader.stop();
    },
  };
};
