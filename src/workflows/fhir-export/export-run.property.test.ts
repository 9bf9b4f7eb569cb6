import { isCoded } from '@carillon/runtime/errors';
import { memoryEventStore } from '@carillon/runtime/testing';
import { fold, handleCommand } from '@carillon/runtime/workflow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runAggregate } from './aggregates.ts';
import type { ExportCommand } from './export-command.ts';
import type { ExportEvent } from './export-event.ts';
import { exportRun } from './export-run.ts';
import { type ExportState, initial } from './export-state.ts';

const datastoreId = 'd'.repeat(32);
const TIMEOUT_SECONDS = 100;
const START = Date.UTC(2026, 10, 23, 20);
const iso = (second: number): string => new Date(START + second * 1_000).toISOString();

/** What the world does: time goes by, resources change, the schedule rings, and a run's steps succeed or fail. */
type Act =
  | { readonly kind: 'pass'; readonly seconds: number }
  | { readonly kind: 'change' }
  | { readonly kind: 'trigger'; readonly lateSeconds: number }
  | { readonly kind: 'export' | 'exportFails' | 'exportInPart' | 'complete' | 'fail'; readonly which: number };

const which = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 3 }) });
const acts = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('pass' as const), seconds: fc.integer({ min: 1, max: 90 }) }),
    },
    { weight: 3, arbitrary: fc.constant({ kind: 'change' } as const) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('trigger' as const), lateSeconds: fc.nat({ max: 40 }) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('export' as const, 'complete' as const), which }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom('exportFails' as const, 'exportInPart' as const, 'fail' as const),
        which,
      }),
    },
  ),
  { minLength: 5, maxLength: 80, size: 'max' },
) as fc.Arbitrary<Act[]>;

/** Decides like the command handler does, without a store; a refused command changes nothing. */
const decided = (state: ExportState, command: ExportCommand): readonly ExportEvent[] => {
  try {
    return exportRun.decide(state, command);
  } catch (error) {
    if (isCoded(error)) return [];
    throw error;
  }
};

class World {
  state = initial;
  readonly events: ExportEvent[] = [];
  private now = 0;
  private runs = 0;
  private readonly changes: number[] = [];
  /** What each run's export has seen: changes at or after its since, until the job took its picture. */
  private readonly seen = new Map<string, readonly number[]>();

  do(act: Act): void {
    if (act.kind === 'pass') this.now += act.seconds;
    else if (act.kind === 'change') this.changes.push(this.now);
    else if (act.kind === 'trigger') this.trigger(act.lateSeconds);
    else this.step(act.kind, `run-${Math.max(0, this.runs - 1 - act.which)}`);
  }

  check(): void {
    const active = Object.values(this.state.runs).filter(({ status }) => status === 'ACTIVE');
    expect(active.length).toBeLessThanOrEqual(1);
    expect(this.state.head.active === undefined).toBe(active.length === 0);
    const covered = new Set(
      [...this.seen].filter(([id]) => this.state.runs[id]?.status === 'COMPLETED').flatMap(([, seen]) => seen),
    );
    const { completedUntil } = this.state.head;
    const due = completedUntil === undefined ? [] : this.changes.filter((change) => iso(change) < completedUntil);
    expect(due.filter((change) => !covered.has(change))).toEqual([]);
  }

  private command(command: ExportCommand): void {
    const events = decided(this.state, command);
    this.events.push(...events);
    this.state = fold(exportRun, this.state, events);
  }

  private trigger(lateSeconds: number): void {
    const runId = `run-${this.runs}`;
    this.runs += 1;
    const triggeredAt = iso(Math.max(0, this.now - lateSeconds));
    const timeoutSeconds = TIMEOUT_SECONDS;
    this.command({
      name: 'BeginRun',
      runId,
      datastoreId,
      executionArn: `arn:${runId}`,
      triggeredAt,
      at: iso(this.now),
      timeoutSeconds,
    });
  }

  private step(kind: Exclude<Act['kind'], 'pass' | 'change' | 'trigger'>, runId: string): void {
    const run = this.state.runs[runId];
    if (kind === 'complete') this.command({ name: 'CompleteRun', runId, files: 1, resources: 1, rejected: 0 });
    else if (kind === 'fail') this.command({ name: 'FailRun', runId, error: { code: 'X', message: 'x' } });
    else if (kind === 'exportFails')
      this.command({ name: 'RecordJobFailed', runId, job: { error: { code: 'X', message: 'x' } } });
    else {
      const { since } = run ?? {};
      const whole = this.changes.filter((change) => since === undefined || iso(change) >= since);
      if (run?.job === undefined) this.seen.set(runId, kind === 'export' ? whole : []);
      const jobStatus = kind === 'export' ? 'COMPLETED' : 'COMPLETED_WITH_ERRORS';
      this.command({
        name: 'RecordJobCompleted',
        runId,
        job: { jobId: 'j', jobStatus, manifest: { bucket: 'bkt', key: 'k' }, files: 1 },
      });
    }
  }
}

describe('export runs, whatever the order of triggers, steps and failures', () => {
  it('since never skips a change, two runs are never active, and a rebuilt state is the state', () => {
    fc.assert(
      fc.property(acts, (all) => {
        const world = new World();
        for (const act of all) {
          world.do(act);
          world.check();
        }
        expect(fold(exportRun, initial, world.events)).toEqual(world.state);
      }),
      { numRuns: 500 },
    );
  });

  it('lets one of many simultaneous triggers start, and the head says what the streams say', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 0, max: 200 }), async (count, age) => {
        const store = memoryEventStore<ExportEvent>();
        const ledger = { store, timing: { wait: async () => undefined, random: () => 0 } };
        const begin = (runId: string, second: number) =>
          handleCommand(
            ledger,
            runAggregate,
            {
              name: 'BeginRun',
              runId,
              datastoreId,
              executionArn: `arn:${runId}`,
              triggeredAt: iso(second),
              at: iso(second),
              timeoutSeconds: TIMEOUT_SECONDS,
            },
            { correlationId: runId, occurredAt: iso(second) },
          );
        await begin('old', 0);
        const runIds = Array.from({ length: count }, (_, n) => `new-${n}`);
        await Promise.all(runIds.map((runId) => begin(runId, age)));
        const streams = await Promise.all(['old', ...runIds].map((runId) => store.load(`export-run/${runId}`)));
        const state = fold(
          exportRun,
          initial,
          streams.flat().map(({ event }) => event),
        );
        const statuses = Object.values(state.runs).map(({ status }) => status);
        expect(statuses.filter((status) => status === 'ACTIVE')).toHaveLength(1);
        expect(statuses.filter((status) => status === 'SKIPPED')).toHaveLength(
          age > TIMEOUT_SECONDS ? count - 1 : count,
        );
        const head = await store.loadShared(`export-datastore/${datastoreId}`);
        const [activeId] = Object.entries(state.runs).find(([, { status }]) => status === 'ACTIVE') ?? [];
        expect(head?.state).toMatchObject({ active: { runId: activeId } });
      }),
      { numRuns: 50 },
    );
  });
});
