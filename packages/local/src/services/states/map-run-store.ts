import type { Instant } from '../../kernel/clock.ts';
import type { Journal, Table } from '../../kernel/journal.ts';
import type { Tolerated } from './history-event.ts';
import type { MapRun, Tally } from './map-run-progress.ts';

export interface MapRunRow {
  readonly mapRunArn: string;
  readonly executionArn: string;
  readonly machineArn: string;
  readonly thread: string;
  readonly startDate: Instant;
  readonly limit: number;
  readonly tolerated: Tolerated;
  readonly redriveCount?: number;
  readonly redriveDate?: Instant;
  /** Not there while it runs. */
  readonly ended?: EndedMapRun;
}

export interface EndedMapRun {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'ABORTED';
  readonly stopDate: Instant;
  readonly counts: MapRunCounts;
}

export interface MapRunCounts {
  readonly items: Readonly<Tally> & { readonly started: number; readonly total: number };
  readonly children: Readonly<Tally> & { readonly started: number };
}

export const countsOf = (run: MapRun): MapRunCounts => ({
  items: { ...run.itemTally, started: run.itemsStarted, total: run.items.length },
  children: { ...run.childTally, started: run.childrenStarted },
});

/** A run that ended, and runs again. */
export const redrivenRun = ({ ended: _, ...row }: MapRunRow, at: Instant): MapRunRow => ({
  ...row,
  redriveCount: (row.redriveCount ?? 0) + 1,
  redriveDate: at,
});

/** Map runs in the journal, found by their ARN and by their execution. */
export class MapRunStore {
  readonly #rows: Table<MapRunRow>;
  readonly #byExecution: Table<1>;

  constructor(journal: Journal) {
    this.#rows = journal.table('states_map_runs');
    this.#byExecution = journal.table('states_map_runs_by_execution');
  }

  open(row: MapRunRow): void {
    this.put(row);
    this.#byExecution.put(`${row.executionArn}|${row.mapRunArn}`, 1);
  }

  put(row: MapRunRow): void {
    this.#rows.put(row.mapRunArn, row);
  }

  get(mapRunArn: string): MapRunRow | undefined {
    return this.#rows.get(mapRunArn);
  }

  of(executionArn: string): readonly MapRunRow[] {
    const prefix = `${executionArn}|`;
    return this.#byExecution.scan({ prefix }).flatMap(([key]) => this.get(key.slice(prefix.length)) ?? []);
  }
}
