import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ExportJobProperties,
  ListFHIRDatastoresCommand,
  ListFHIRExportJobsCommand,
} from '@aws-sdk/client-healthlake';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, it } from 'vitest';
import { type ArchivedEvent, archivedEvents, ofType } from './archived-events.ts';
import { type CarillonProcess, carillon, type Ending } from './carillon-process.ts';
import { type CloudClients, clientsAt, tableNamed } from './cloud-clients.ts';
import { type FhirFolder, fhirFolder } from './fhir-folder.ts';
import { summaryOf } from './summary-line.ts';
import { waitUntil } from './wait-until.ts';

/** Lines that a process may print before it is killed, and a delay after the last of them, in milliseconds. */
const MOMENTS: readonly (readonly [lines: number, delay: number])[] = [
  [0, 0],
  [0, 900],
  [1, 0],
  [1, 40],
  [2, 10],
  [3, 0],
  [4, 25],
  [5, 5],
  [2, 200],
  [6, 0],
  [3, 60],
  [8, 15],
  [1, 400],
  [4, 0],
];
const LEAST_KILLS = 10;
const PATIENCE_MS = 8_000;
const STORY = /^\d\d:\d\d:\d\d /;

const data = mkdtempSync(join(tmpdir(), 'carillon-kill-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

const pause = (milliseconds: number): Promise<void> => new Promise((resume) => setTimeout(resume, milliseconds));

const start = (folder: FhirFolder): CarillonProcess =>
  carillon('start', '--once', '--json', '--data', data, '--fhir', folder.path, '--port', '0', '--speed', '120');

/** Until so many lines are printed, or none comes for long. */
const untilTold = async (run: CarillonProcess, lines: number): Promise<void> => {
  const end = performance.now() + PATIENCE_MS;
  const told = (): number => run.lines().filter((line) => STORY.test(line)).length;
  while (told() < lines && performance.now() < end) await pause(2);
};

/** Kills it at each moment in turn; what is left of the job is then played to its end. */
const killAgainAndAgain = async (folder: FhirFolder): Promise<{ readonly kills: number; readonly last: Ending }> => {
  let kills = 0;
  for (const [lines, delay] of MOMENTS) {
    const run = start(folder);
    const over = run.ended.then(() => 'ended' as const);
    const begun = await Promise.race([run.endpoint().catch(() => ''), over]);
    await Promise.race([untilTold(run, lines).then(() => pause(delay)), over]);
    run.kill('SIGKILL');
    const ending = await run.ended;
    if (ending.signal === null) {
      if (ending.code !== 0)
        throw new Error(`ended by itself with ${ending.code} (${begun}):\n${ending.stderr.slice(-4_000)}`);
      return { kills, last: ending };
    }
    kills += 1;
  }
  return { kills, last: await start(folder).ended };
};

interface LedgerRow {
  readonly stream: string;
  readonly sequence: number;
  readonly eventName: string;
  readonly metadata: { readonly id: string };
  readonly data: {
    readonly runId: string;
    readonly since?: string;
    readonly until?: string;
    readonly error?: { readonly code: string };
  };
}

const ledgerOf = async (clients: CloudClients): Promise<readonly LedgerRow[]> => {
  const TableName = await tableNamed(clients, 'LedgerTable');
  const { Items = [] } = await clients.dynamodb.send(new ScanCommand({ TableName }));
  return (Items as LedgerRow[]).filter(({ eventName }) => eventName !== undefined);
};

const jobsOf = async ({ healthlake }: CloudClients): Promise<readonly ExportJobProperties[]> => {
  const { DatastorePropertiesList } = await healthlake.send(new ListFHIRDatastoresCommand({}));
  const DatastoreId = DatastorePropertiesList?.[0]?.DatastoreId;
  const jobs: ExportJobProperties[] = [];
  let NextToken: string | undefined;
  do {
    const page = await healthlake.send(
      new ListFHIRExportJobsCommand({ DatastoreId, ...(NextToken === undefined ? {} : { NextToken }) }),
    );
    jobs.push(...(page.ExportJobPropertiesList ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return jobs;
};

/** What the folder holds afterwards, seen by a client of a cloud started on it once more. */
const lookInto = async <Seen>(look: (clients: CloudClients) => Promise<Seen>): Promise<Seen> => {
  const standing = carillon('start', '--data', data, '--port', '0', '--speed', '1');
  try {
    return await look(clientsAt(await standing.endpoint()));
  } finally {
    standing.kill('SIGTERM');
    await standing.ended;
  }
};

const named = (rows: readonly LedgerRow[], name: string): readonly LedgerRow[] =>
  rows.filter(({ eventName }) => eventName === name);

const resourceOf = ({ detail }: ArchivedEvent): string => `${detail.data.resourceType}/${detail.data.resourceId}`;

/** The runs up to and with the first that completed: a failed run leaves its window to the next. */
const firstCompleted = (rows: readonly LedgerRow[]): string => {
  const [first] = named(rows, 'ExportRunCompleted').toSorted((a, b) =>
    (a.data.until ?? '') < (b.data.until ?? '') ? -1 : 1,
  );
  return first?.data.runId ?? 'none';
};

describe('kill -9', () => {
  it('at ten and more moments loses nothing and does nothing twice', async () => {
    const folder = await fhirFolder(40);
    const { kills, last } = await killAgainAndAgain(folder);
    expect(last.code, last.stderr.slice(-4_000)).toBe(0);
    expect(kills).toBeGreaterThanOrEqual(LEAST_KILLS);
    const { deadLetters } = summaryOf(last.stdout);
    expect(deadLetters).toBe(0);
    await lookInto(async (clients) => {
      const rows = await ledgerOf(clients);
      const jobs = await jobsOf(clients);
      const ids = rows.map(({ metadata }) => metadata.id);
      const events = await waitUntil(
        'the archive of the whole ledger',
        () => archivedEvents(clients),
        (archived) => {
          const known = new Set(archived.map(({ detail }) => detail.metadata.id));
          return ids.every((id) => known.has(id));
        },
      );

      const started = named(rows, 'ExportRunStarted').map(({ data: { runId } }) => runId);
      const ended = [...named(rows, 'ExportRunCompleted'), ...named(rows, 'ExportRunFailed')];
      expect(ended.map(({ data: { runId } }) => runId).toSorted(), 'each run ends once').toEqual(started.toSorted());
      expect(named(rows, 'ExportRunCompleted').length).toBeGreaterThanOrEqual(2);
      const submitted = named(rows, 'ExportJobSubmitted').map(({ data: { runId } }) => runId);
      const names = jobs.map(({ JobName }) => JobName);
      expect(new Set(submitted).size, 'a run submits once').toBe(submitted.length);
      expect(new Set(names).size, 'one job a run').toBe(names.length);
      expect(started, 'no job without a run').toEqual(expect.arrayContaining(names));
      expect(names, 'no submission without a job').toEqual(expect.arrayContaining(submitted));
      // At this speed a slow start takes a run past its heartbeat, before it has a job; it says so.
      const late = named(rows, 'ExportRunFailed').filter(({ data }) => !submitted.includes(data.runId));
      for (const { data } of late) expect(data.error?.code).toMatch(/^States\.(HeartbeatTimeout|Timeout)$/);
      const jobless = late.map(({ data: { runId } }) => runId);
      expect([...submitted, ...jobless].toSorted(), 'a run without a job was late').toEqual(started.toSorted());

      // The ledger says each thing once, and the archive all of it.
      expect(new Set(ids).size).toBe(ids.length);
      const said = events.filter(({ detail }) => ids.includes(detail.metadata.id));
      expect(said).toHaveLength(ids.length);

      const firstRun = firstCompleted(rows);
      const changed = ofType(events, 'FhirResourceChanged').filter(({ detail }) => detail.data.runId === firstRun);
      expect(
        changed
          .map(resourceOf)
          .filter((name) => name !== 'Patient/carillon-1')
          .toSorted(),
      ).toEqual(folder.resources.toSorted());
    });
    rmSync(folder.path, { recursive: true });
  });
});
