import type { Clock } from './kernel/clock.ts';
import { inBackground, type Report } from './kernel/isolate.ts';
import type { Journal } from './kernel/journal.ts';

export interface RecoveryOptions {
  readonly journal: Pick<Journal, 'onFailure' | 'resume' | 'durable'>;
  /** The wall's clock: the disk does not live in the cloud's time. */
  readonly wall: Clock;
  readonly report: Report;
  /** Whether another attempt is worth it. */
  hasRoom(): boolean;
  /** Takes nothing more from outside and stops what runs. */
  halt(error: Error): Promise<void>;
  /** Makes everything anew from what the journal holds. */
  raise(): void;
}

export interface Recovery {
  /** No further attempt is made. */
  stop(): void;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * A turn that the disk refused is lost, and with it what services remember of it: they are stopped as by a crash, and made
 * anew, as by a restart, once the disk takes writes again. Nothing that was acknowledged is touched by it.
 */
export const recoverOnFailure = (options: RecoveryOptions): Recovery => {
  const { journal, wall, report, hasRoom, halt, raise } = options;
  let recovering = false;
  let stopped = false;

  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resume) => void wall.at(wall.now() + milliseconds, resume));

  const attempt = async (): Promise<boolean> => {
    if (!hasRoom()) return false;
    journal.resume();
    try {
      raise();
      await journal.durable();
      return true;
    } catch (error) {
      await halt(error as Error);
      return false;
    }
  };
  const recover = async (error: Error): Promise<void> => {
    report(error, 'data folder: everything is stopped until it takes writes again');
    await halt(error);
    for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(LONGEST_PAUSE_MS, wait * 2)) {
      await pause(wait);
      if (stopped || (await attempt())) break;
    }
    recovering = false;
    if (!stopped) report(new Error('The data folder takes writes again.'), 'data folder: everything goes on');
  };
  journal.onFailure((error) => {
    if (recovering || stopped) return;
    recovering = true;
    inBackground(recover(error), report, 'data folder');
  });
  return {
    stop() {
      stopped = true;
    },
  };
};
