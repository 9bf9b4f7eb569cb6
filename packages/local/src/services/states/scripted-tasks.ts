import { isJsonObject, type Json, type JsonObject, parseExactJson } from '../../kernel/json.ts';
import type { Effect, Signal } from './signal.ts';

/** What became of one task of a recorded history. */
interface Recorded {
  readonly resource: string;
  /** Ids of its events so far, the last one at the end; none where the recording sorted concurrent flows. */
  readonly ids: number[];
  readonly outcomes: JsonObject[];
  /** The name that the worker of an activity gave. */
  worker: Json | undefined;
  closed: boolean;
  used: boolean;
}

const SCHEDULED = /^(Task|LambdaFunction|Activity)Scheduled$/;
const OUTCOME =
  /^(Task|LambdaFunction|Activity)(Submitted|Succeeded|Failed|TimedOut|StartFailed|ScheduleFailed|SubmitFailed)$/;
const STARTED = /^(Task|LambdaFunction|Activity)Started$/;

const detailsOf = (event: JsonObject): JsonObject => {
  const found = Object.entries(event).find(([name]) => name.endsWith('EventDetails'))?.[1];
  return isJsonObject(found) ? found : {};
};

const resourceOf = (event: JsonObject): string => {
  const { resource, resourceType } = detailsOf(event);
  return typeof resourceType === 'string'
    ? `${resourceType}:${resource}`
    : String(event.type).replace(/Scheduled$/, '');
};

const isOf = (task: Recorded, event: JsonObject): boolean => {
  if (task.closed) return false;
  if (typeof event.previousEventId === 'number' && task.ids.length > 0)
    return task.ids.at(-1) === event.previousEventId;
  const kind = String(event.type).replace(/(Started|Submitted|Succeeded|.*Failed|TimedOut)$/, '');
  return (
    task.ids.length === 0 &&
    (kind.startsWith('Task') ? task.resource === resourceOf(event) : task.resource.startsWith(kind))
  );
};

/** A value in a recording: text that held no JSON object stayed text. */
const jsonOf = (recorded: Json | undefined): Json => {
  if (typeof recorded !== 'string') return recorded ?? null;
  try {
    return parseExactJson(recorded);
  } catch {
    return recorded;
  }
};

const why = (details: JsonObject): { readonly error?: string; readonly cause?: string } => {
  const text = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
  const { error, cause } = details;
  return {
    ...(error === undefined ? {} : { error: text(error) }),
    ...(cause === undefined ? {} : { cause: text(cause) }),
  };
};

/** Tasks whose events have no resource of their own. */
const RESOURCES: Readonly<Record<string, string>> = { lambda: 'LambdaFunction', activity: 'Activity' };

export interface Tasks {
  /** Signals that end the task; none for one that times out. */
  outcome(effect: Effect & { readonly type: 'InvokeTask' }): readonly Signal[];
}

/** A worker takes the task of an activity before it ends. */
const started = (
  { resource, worker }: Recorded,
  at: { readonly thread: string; readonly scheduled: number },
): readonly Signal[] =>
  resource === 'Activity'
    ? [{ type: 'ActivityStarted', ...at, ...(typeof worker === 'string' ? { workerName: worker } : {}) }]
    : [];

/** The outcomes of tasks as a recorded history has them, handed out in the order of their scheduling. */
export class ScriptedTasks implements Tasks {
  readonly #tasks: readonly Recorded[];

  constructor(events: readonly JsonObject[]) {
    const tasks: Recorded[] = [];
    for (const event of events) {
      const id = typeof event.id === 'number' ? [event.id] : [];
      const type = String(event.type);
      if (SCHEDULED.test(type))
        tasks.push({
          resource: resourceOf(event),
          ids: id,
          outcomes: [],
          worker: undefined,
          closed: false,
          used: false,
        });
      if (!OUTCOME.test(type) && !STARTED.test(type)) continue;
      const task = tasks.find((each) => isOf(each, event));
      task?.ids.push(...id);
      if (task !== undefined && type === 'ActivityStarted') task.worker = detailsOf(event).workerName;
      if (task === undefined || STARTED.test(type)) continue;
      task.outcomes.push(event);
      task.closed = !type.endsWith('Submitted');
    }
    this.#tasks = tasks;
  }

  outcome({
    thread,
    scheduled,
    request: { integration },
  }: Effect & { readonly type: 'InvokeTask' }): readonly Signal[] {
    const resource =
      RESOURCES[integration.kind] ??
      (integration.kind === 'service' ? `${integration.resourceType}:${integration.resource}` : '');
    const task = this.#tasks.find((each) => !each.used && each.resource === resource);
    if (task === undefined) return [];
    task.used = true;
    const at = { thread, scheduled };
    return [...started(task, at), ...task.outcomes.flatMap((event) => this.#signals(event, at))];
  }

  #signals(event: JsonObject, at: { readonly thread: string; readonly scheduled: number }): readonly Signal[] {
    const details = detailsOf(event);
    const type = String(event.type);
    if (type.endsWith('Submitted')) return [{ type: 'TaskSubmitted', ...at, output: jsonOf(details.output) }];
    if (type.endsWith('Succeeded')) return [{ type: 'TaskSucceeded', ...at, output: jsonOf(details.output) }];
    return type.endsWith('TimedOut') ? [] : [{ type: 'TaskFailed', ...at, ...why(details) }];
  }
}

/** What stands in for the tasks of child executions, whose histories were not recorded: each answers what it was given. */
export const ECHO: Tasks = {
  outcome: ({ thread, scheduled, request }) => [
    { type: 'TaskSucceeded', thread, scheduled, output: request.parameters },
  ],
};

/** Why a recorded Map run could not read its items. */
export const recordedReadFailure = (events: readonly JsonObject[]): string | undefined => {
  for (const event of events) {
    const { error, cause } = detailsOf(event);
    if (event.type === 'MapRunFailed' && error === 'States.ItemReaderFailed') return String(cause);
  }
  return undefined;
};

/** Items that a recorded Map run read, and outputs that its children had: what a child that only passes leaves alone. */
export const recordedItems = (events: readonly JsonObject[]): readonly Json[] | undefined => {
  const exited = events.find(({ type }) => type === 'MapStateExited');
  const output = exited === undefined ? undefined : jsonOf(detailsOf(exited).output);
  return Array.isArray(output) ? output : undefined;
};
