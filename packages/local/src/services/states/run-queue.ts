import type { Journal } from '../../kernel/journal.ts';

/** Does a part of an execution's work and says how much it was. */
export type Slice = () => number;

/**
 * Units of work a turn of the event loop, of which an event of a history is one (some 7 to 10 us): below 10 ms. What comes
 * together is committed together, so fewer would cost a sync more often.
 */
const TURN = 500;

/**
 * Shares the event loop among executions: each does a slice in its turn, and when a turn of the loop has had its share
 * the rest waits for the next one, behind the commit. A slice never runs inside a caller's transaction, which may yet be
 * taken back.
 */
export class RunQueue {
  readonly #journal: Journal;
  #waiting: Slice[] = [];
  #taken = 0;
  #spent = 0;
  #running = false;
  #stopped = false;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  push(slice: Slice): void {
    this.#waiting.push(slice);
    if (!this.#running) this.#schedule();
  }

  /** Runs what waits, as far as this turn has room. Only for an effect of a commit. */
  run(): void {
    if (this.#running) return;
    this.#running = true;
    while (this.#taken < this.#waiting.length && this.#spent < TURN && !this.#stopped) {
      const slice = this.#waiting[this.#taken] as Slice;
      this.#taken += 1;
      this.#spent += slice();
    }
    this.#running = false;
    if (this.#taken >= this.#waiting.length) {
      this.#waiting = [];
      this.#taken = 0;
    }
    if (this.#spent > 0) this.#schedule();
  }

  stop(): void {
    this.#stopped = true;
    this.#waiting = [];
  }

  #schedule(): void {
    this.#journal.afterCommit(() => {
      this.#spent = 0;
      this.run();
    }, 'states run queue');
  }
}
