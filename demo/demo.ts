import { resolve } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Demo, DemoContext, DemoOptions, WorkflowRun } from 'carillon/demo';
import { type AppTables, changeAddress, putAppData } from './app-data.ts';
import { exampleResources, folderFault, folderResources, type Unreadable } from './fhir-resources.ts';
import { loadResources } from './load-resources.ts';
import { subscribeToNotices } from './notices.ts';

/** Steps that are kept in the data folder. */
interface Steps {
  readonly loaded?: { readonly from: string; readonly resources: number };
  /** Cloud time at which the address was changed, RFC 3339. */
  readonly changedAt?: string;
}

/** A run of the export, with the facts that its workflow declares. */
interface ExportRun extends Pick<WorkflowRun, 'status'> {
  readonly id: string;
  /** Start of the period that it exports; without one it exports everything. */
  readonly since?: string;
  readonly until: string;
  readonly files: number;
  readonly resources: number;
}

const exportRunOf = ({ runId, status, facts: { since, until, files, resources } }: WorkflowRun): ExportRun => ({
  id: runId,
  status,
  ...(since === undefined ? {} : { since: String(since) }),
  until: String(until),
  files: Number(files),
  resources: Number(resources),
});

/** Runs that exported something or are at it, the newest first; a trigger that was skipped is no export. */
const exportsOf = async ({ runs }: DemoContext): Promise<readonly ExportRun[]> =>
  (await runs())
    .filter(({ workflow, status, events }) => workflow === 'fhir-export' && status !== 'SKIPPED' && events.length > 0)
    .map(exportRunOf);

/** What this demo adds to the summary of `carillon start --json`. */
export interface DemoSummary {
  readonly runs: readonly ExportRun[];
  /** Notices that were sent to WebSocket connections. */
  readonly notices: number;
}

const stepsOf = ({ steps }: DemoContext): Steps => steps();

const fhirOf = ({ fhir }: DemoOptions): string | undefined => (typeof fhir === 'string' ? fhir : undefined);

const tablesOf = ({ client, output }: DemoContext): AppTables => ({
  dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient(client), {
    marshallOptions: { removeUndefinedValues: true },
  }),
  patients: output('PatientTableName'),
  sites: output('SiteTableName'),
});

async function* untilStopped<Item>(items: AsyncIterable<Item>, signal: AbortSignal): AsyncGenerator<Item> {
  for await (const item of items) {
    if (signal.aborted) return;
    yield item;
  }
}

/** Fills the datastore and the application's tables, once in the life of a data folder. */
const load = async (context: DemoContext): Promise<void> => {
  const { signal, report, warn, progress } = context;
  const fhir = fhirOf(context.options);
  const from = fhir ?? 'hl7.fhir.r4.examples';
  const unreadable: string[] = [];
  const note = ({ file, line, reason }: Unreadable): number => unreadable.push(`${file}:${line} ${reason}`);
  const resources = fhir === undefined ? exampleResources() : folderResources(fhir, note);
  const loaded = await loadResources(context.output('DatastoreEndpoint'), untilStopped(resources, signal), (n) =>
    progress(`${n} resources loaded`),
  );
  signal.throwIfAborted();
  report(`${loaded.resources} resources of ${from} loaded into the datastore`);
  for (const line of unreadable) warn(`not loaded: ${line}`);
  for (const { resource, reason } of loaded.refused) warn(`refused by the datastore: ${resource}: ${reason}`);
  await putAppData(tablesOf(context), context.now());
  report("a patient, an address and two site measures put into the application's tables");
  context.keep({ loaded: { from, resources: loaded.resources } });
};

const completed = (runs: readonly ExportRun[]): readonly ExportRun[] =>
  runs.filter(({ status }) => status === 'COMPLETED');

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

const reportRun = ({ report }: DemoContext, which: string, run: ExportRun | undefined): void => {
  if (run !== undefined)
    report(`${which} export completed: ${count(run.resources, 'resource')} in ${count(run.files, 'file')}`);
};

/** The address of the application's patient changes, once in the life of a data folder. Returns when it did. */
const change = async (context: DemoContext): Promise<string> => {
  const { changedAt } = stepsOf(context);
  if (changedAt !== undefined) return changedAt;
  const now = new Date(context.now()).toISOString();
  context.report("the patient moves: the address changes in the application's table");
  await changeAddress(tablesOf(context), `2 Carillon Square, ${now}`);
  context.keep({ changedAt: now });
  return now;
};

/** Notices are counted from the start if the subscription comes in time; the demo does not depend on it. */
const SUBSCRIBED_WITHIN_MS = 8_000;
const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/** Load, a first export of everything, a change, a second export of exactly that. */
export const demo: Demo = {
  options: {
    fhir: { value: '<dir>', help: "Load *.ndjson and *.ndjson.gz files instead of FHIR's own examples." },
  },
  refuse(options, steps) {
    const fhir = fhirOf(options);
    if (fhir === undefined) return undefined;
    const fault = folderFault(fhir);
    if (fault !== undefined) return { message: fault, fix: 'Name a folder with the files of a bulk export.' };
    const { loaded } = steps as Steps;
    if (loaded === undefined || resolve(loaded.from) === resolve(fhir)) return undefined;
    return {
      message: `The data folder has ${loaded.resources} resources of ${loaded.from} already; ${fhir} would not be loaded.`,
      fix: 'Name a folder of its own with --data, or use --memory.',
    };
  },
  async prepare(context) {
    if (stepsOf(context).loaded === undefined) await load(context);
    await Promise.race([subscribeToNotices(context), pause(SUBSCRIBED_WITHIN_MS)]);
  },
  async play(context) {
    const first = await context.waitFor({
      what: 'a completed run',
      look: () => exportsOf(context),
      isThere: (runs) => completed(runs).length > 0,
    });
    reportRun(context, 'first', completed(first).at(-1));
    const changedAt = await change(context);
    const isAfter = ({ until }: ExportRun): boolean => until > changedAt;
    const second = await context.waitFor({
      what: 'a completed run that begins after the change',
      look: () => exportsOf(context),
      isThere: (runs) => completed(runs).some(isAfter),
    });
    reportRun(context, 'second', completed(second).findLast(isAfter));
  },
  async summary(context): Promise<Readonly<Record<keyof DemoSummary, unknown>>> {
    const runs = (await exportsOf(context)).filter(({ status }) => status !== 'RUNNING').toReversed();
    return {
      runs,
      notices: context.count('execute-api', 'MessageSent'),
    };
  },
};
