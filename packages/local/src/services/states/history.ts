import type { HistoryEvent as AwsHistoryEvent } from '@aws-sdk/client-sfn';
import type { Json } from '../../kernel/json.ts';
import { type HistoryEvent, isVisible, type VisibleEvent } from './history-event.ts';
import type { TaskRequest } from './integration.ts';

export interface Shown {
  readonly region: string;
  /** Whether inputs, outputs and parameters are shown (`includeExecutionData`). */
  readonly data: boolean;
  /** The request of an event's task, where the events begin behind it. */
  readonly lookBack?: (event: VisibleEvent) => TaskRequest | undefined;
}

type Details = Omit<AwsHistoryEvent, 'timestamp' | 'type' | 'id' | 'previousEventId'> & { readonly type: string };

const NOT_TRUNCATED = { truncated: false };

/** An execution's input keeps the spaces it was given with, as long as it passes unchanged. */
interface Given {
  readonly compact: string;
  readonly text: string;
}

type Printed = (value: Json) => string;

const printer =
  ({ compact, text }: Given): Printed =>
  (value) => {
    const own = JSON.stringify(value);
    return own === compact ? text : own;
  };

/** A Parallel state's output is put together from the texts of its branches (recorded). */
const joined =
  (whole: Printed): Printed =>
  (value) => {
    const own = JSON.stringify(value);
    const text = whole(value);
    return own === text && Array.isArray(value) ? `[${value.map(joined(whole)).join(',')}]` : text;
  };

const input = (text: string) => ({ input: text, inputDetails: NOT_TRUNCATED });
const output = (text: string) => ({ output: text, outputDetails: NOT_TRUNCATED });
const why = ({ error, cause }: { readonly error?: string; readonly cause?: string }) => ({
  ...(error === undefined ? {} : { error }),
  ...(cause === undefined ? {} : { cause }),
});

const assigned = (variables: Readonly<Record<string, Json>> | undefined) =>
  variables === undefined || Object.keys(variables).length === 0
    ? {}
    : {
        assignedVariables: Object.fromEntries(
          Object.entries(variables).map(([name, value]) => [name, JSON.stringify(value)]),
        ),
        assignedVariablesDetails: NOT_TRUNCATED,
      };

const taskCredentials = (credentials: TaskRequest['credentials']) =>
  typeof credentials?.RoleArn === 'string' ? { taskCredentials: { roleArn: credentials.RoleArn } } : {};

const scheduled = (request: TaskRequest, region: string, printed: Printed): Details => {
  const { integration, parameters, timeoutSeconds, heartbeatSeconds, credentials } = request;

  const timeout = timeoutSeconds === undefined ? {} : { timeoutInSeconds: timeoutSeconds };
  if (integration.kind === 'lambda')
    return {
      type: 'LambdaFunctionScheduled',
      lambdaFunctionScheduledEventDetails: {
        resource: integration.functionArn,
        ...input(printed(parameters)),
        ...timeout,
      },
    };
  const heartbeat = heartbeatSeconds === undefined ? {} : { heartbeatInSeconds: heartbeatSeconds };
  if (integration.kind === 'activity')
    return {
      type: 'ActivityScheduled',
      activityScheduledEventDetails: {
        resource: integration.arn,
        ...input(printed(parameters)),
        ...timeout,
        ...heartbeat,
      },
    };
  const { resource, resourceType } = integration;
  return {
    type: 'TaskScheduled',
    taskScheduledEventDetails: {
      resource,
      resourceType,
      region,
      parameters: JSON.stringify(parameters),
      ...timeout,
      ...heartbeat,
      ...taskCredentials(credentials),
    },
  };
};

type TaskFact = Extract<VisibleEvent, { readonly type: `Task${string}` }>;

const taskDetails = (event: TaskFact, { integration }: TaskRequest, printed: Printed): Details => {
  if (integration.kind === 'lambda') return lambdaDetails(event, printed);
  if (integration.kind === 'activity') return activityDetails(event, printed);
  const { resource, resourceType } = integration;
  const of = { resource, resourceType };
  switch (event.type) {
    case 'TaskSubmitted':
      return { type: event.type, taskSubmittedEventDetails: { ...of, ...output(printed(event.output)) } };
    case 'TaskSucceeded':
      return { type: event.type, taskSucceededEventDetails: { ...of, ...output(printed(event.output)) } };
    case 'TaskFailed':
      return { type: event.type, taskFailedEventDetails: { ...of, ...why(event) } };
    case 'TaskTimedOut':
      return { type: event.type, taskTimedOutEventDetails: { ...of, ...why(event) } };
    default:
      return { type: 'TaskStarted', taskStartedEventDetails: of };
  }
};

const activityDetails = (event: TaskFact, printed: Printed): Details => {
  switch (event.type) {
    case 'TaskSucceeded':
      return { type: 'ActivitySucceeded', activitySucceededEventDetails: output(printed(event.output)) };
    case 'TaskFailed':
      return { type: 'ActivityFailed', activityFailedEventDetails: why(event) };
    case 'TaskTimedOut':
      return { type: 'ActivityTimedOut', activityTimedOutEventDetails: why(event) };
    default: {
      const workerName = event.type === 'TaskStarted' ? event.workerName : undefined;
      return { type: 'ActivityStarted', activityStartedEventDetails: workerName === undefined ? {} : { workerName } };
    }
  }
};

const lambdaDetails = (event: TaskFact, printed: Printed): Details => {
  switch (event.type) {
    case 'TaskSucceeded':
      return { type: 'LambdaFunctionSucceeded', lambdaFunctionSucceededEventDetails: output(printed(event.output)) };
    case 'TaskFailed':
      return { type: 'LambdaFunctionFailed', lambdaFunctionFailedEventDetails: why(event) };
    case 'TaskTimedOut':
      return { type: 'LambdaFunctionTimedOut', lambdaFunctionTimedOutEventDetails: why(event) };
    default:
      return { type: 'LambdaFunctionStarted' };
  }
};

const mapDetails = (event: VisibleEvent): Details | undefined => {
  switch (event.type) {
    case 'MapStateStarted':
      return { type: event.type, mapStateStartedEventDetails: { length: event.length } };
    case 'MapIterationStarted':
      return { type: event.type, mapIterationStartedEventDetails: { name: event.state, index: event.index } };
    case 'MapIterationSucceeded':
      return { type: event.type, mapIterationSucceededEventDetails: { name: event.state, index: event.index } };
    case 'MapIterationFailed':
      return { type: event.type, mapIterationFailedEventDetails: { name: event.state, index: event.index } };
    case 'MapIterationAborted':
      return { type: event.type, mapIterationAbortedEventDetails: { name: event.state, index: event.index } };
    case 'MapRunRedriven': {
      const { mapRunArn, redriveCount } = event;
      return { type: event.type, mapRunRedrivenEventDetails: { mapRunArn, redriveCount } };
    }
    case 'MapRunStarted':
      return { type: event.type, mapRunStartedEventDetails: { mapRunArn: event.mapRunArn } };
    case 'MapRunFailed':
      return { type: event.type, mapRunFailedEventDetails: why(event) };
    default:
      return undefined;
  }
};

const executionDetails = (event: VisibleEvent, printed: Printed): Details | undefined => {
  switch (event.type) {
    case 'ExecutionStarted':
      return {
        type: event.type,
        executionStartedEventDetails: { ...input(printed(event.input)), roleArn: event.roleArn },
      };
    case 'ExecutionSucceeded':
      return { type: event.type, executionSucceededEventDetails: output(printed(event.output)) };
    case 'ExecutionFailed':
      return { type: event.type, executionFailedEventDetails: why(event) };
    case 'ExecutionAborted':
      return { type: event.type, executionAbortedEventDetails: why(event) };
    case 'ExecutionTimedOut':
      return { type: event.type, executionTimedOutEventDetails: why(event) };
    case 'ExecutionRedriven':
      return { type: event.type, executionRedrivenEventDetails: { redriveCount: event.redriveCount } };
    case 'EvaluationFailed': {
      const { state, location } = event;
      return {
        type: event.type,
        evaluationFailedEventDetails: { ...why(event), state, ...(location === undefined ? {} : { location }) },
      };
    }
    default:
      return undefined;
  }
};

const stateDetails = (event: VisibleEvent, printed: Printed): Details | undefined => {
  if (event.type === 'StateEntered')
    return {
      type: `${event.stateType}StateEntered`,
      stateEnteredEventDetails: { name: event.state, ...input(printed(event.input)) },
    };
  if (event.type !== 'StateExited') return undefined;
  return {
    type: `${event.stateType}StateExited`,
    stateExitedEventDetails: { name: event.state, ...output(printed(event.output)), ...assigned(event.assigned) },
  };
};

const DATA: ReadonlySet<string> = new Set(['input', 'output', 'parameters', 'assignedVariables']);

/** `includeExecutionData: false` leaves the payloads out. */
const withoutData = (details: Details): Details =>
  Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      typeof value === 'object' ? Object.fromEntries(Object.entries(value).filter(([each]) => !DATA.has(each))) : value,
    ]),
  ) as unknown as Details;

const isTask = (event: VisibleEvent): event is TaskFact => event.type.startsWith('Task');

/** What is known of the execution while its events are formatted: each thread's task, and how its input was written. */
class Formatter {
  readonly #region: string;
  readonly #lookBack: Shown['lookBack'];
  readonly #requests = new Map<string, TaskRequest>();
  #printed: Printed = JSON.stringify;

  constructor({ region, lookBack }: Shown) {
    this.#region = region;
    this.#lookBack = lookBack;
  }

  details(event: VisibleEvent): Details {
    if (event.type === 'ExecutionStarted' && event.inputText !== undefined)
      this.#printed = printer({ compact: JSON.stringify(event.input), text: event.inputText });
    // What these states put out was composed anew.
    if (event.type === 'StateExited' && event.stateType === 'Parallel') this.#printed = joined(this.#printed);
    if (event.type === 'StateExited' && COMPOSING.has(event.stateType)) this.#printed = JSON.stringify;
    const printed = this.#printed;
    if (isTask(event)) return this.#task(event, printed);
    return (
      executionDetails(event, printed) ?? stateDetails(event, printed) ?? mapDetails(event) ?? { type: event.type }
    );
  }

  #task(event: TaskFact, printed: Printed): Details {
    if (event.type === 'TaskScheduled') {
      this.#requests.set(event.thread, event.request);
      return scheduled(event.request, this.#region, printed);
    }
    const request = this.#requests.get(event.thread) ?? this.#lookBack?.(event);
    if (request !== undefined) this.#requests.set(event.thread, request);
    return request === undefined ? { type: event.type } : taskDetails(event, request, printed);
  }
}

const COMPOSING: ReadonlySet<string> = new Set(['Task', 'Map']);

/** Events as GetExecutionHistory shows them. */
export const awsHistory = (events: Iterable<HistoryEvent>, options: Shown): readonly AwsHistoryEvent[] => {
  const formatter = new Formatter(options);
  const shown: AwsHistoryEvent[] = [];
  for (const event of events) {
    if (!isVisible(event)) continue;
    const details = formatter.details(event);
    shown.push({
      timestamp: new Date(event.at),
      id: event.id,
      previousEventId: event.previous,
      ...(options.data ? details : withoutData(details)),
    } as AwsHistoryEvent);
  }
  return shown;
};
