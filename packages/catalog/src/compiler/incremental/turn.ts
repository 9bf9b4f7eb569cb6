import type { Diagnostic } from '../diagnostic.ts';
import type { Freshness } from '../write/write-emission.ts';

/** What one turn found and did. */
export interface Turn extends Freshness {
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** The sources that say something else than in the turn before, or are new or gone. */
  readonly changed: readonly string[];
  /** The schema files that something was generated for. */
  readonly regenerated: readonly string[];
}

/** A turn of a watch, and how long it took. */
export interface TimedTurn extends Turn {
  readonly milliseconds: number;
}

/** A watch that is under way. */
export interface CatalogWatch {
  /** Ends when the turn under way has ended. */
  close(): Promise<void>;
}

/** How to build. */
export interface BuildOptions {
  /** Write nothing, and say how `generated/` differs. */
  readonly check: boolean;
  /** Use what the last build left, and leave it for the next. */
  readonly cache: boolean;
}
