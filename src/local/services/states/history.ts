import type { HistoryEvent as AwsHistoryEvent } from '@aws-sdk/client-sfn';
import type { Json } from '../../kernel/json.ts';
import { type HistoryEvent, isVisible, type VisibleEvent } from './history-event.ts';
import type { TaskRequest } from './integration.ts';

export interface Shown {
  readonly region: string;
  /** Whether inputs, outputs and parameters are shown (`includeExecutionData`). */
  readonly data: boolean;
}

type Details = Omit<AwsHistoryEvent, 'timestamp' | 'type' | 'id' | 'previousEventId'> & { readonly type: string };

const NOT_TRUNCATED = { truncated: false };

const input = (value: Json, text = JSON.stringify(value)) => ({ input: text, inputDetails: NOT_TRUNCATED });
const output = (value: Json) => ({ output: JSON.stringify(value), outputDetails: NOT_TRUNCATED });
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

const scheduled = (request: TaskRequest, region: string): Details => {
  const { integration, parameters, timeoutSeconds, heartbeatSeconds } = request;
  const timeout = timeoutSeconds === undefined ? {} : { timeoutInSeconds: timeoutSeconds };
  if (integration.kind === 'lambda')
    return {
      type: 'LambdaFunctionScheduled',
      lambdaFunctionScheduledEventDetails: { resource: integration.functionArn, ...input(parameters), ...timeout },
    };
  const { resource, resourceType } = integration;
  const heartbeat = heartbeatSeconds === undefined ? {} : { heartbeatInSeconds: heartbeatSeconds };
  return {
    type: 'TaskScheduled',
    taskScheduledEventDetails: {
      resource,
      resourceType,
      region,
      parameters: JSON.stringify(parameters),
      ...timeout,
      ...heartbeat,
    },
  };
};

type TaskFact = Extract<VisibleEvent, { readonly type: `Task${string}` }>;

const taskDetails = (event: TaskFact, { integration }: TaskRequest): Details => {
  if (integration.kind === 'lambda') return lambdaDetails(event);
  const { resource, resourceType } = integration;
  const of = { resource, resourceType };
  switch (event.type) {
    case 'TaskSubmitted':
      return { type: event.type, taskSubmittedEventDetails: { ...of, ...output(event.output) } };
    case 'TaskSucceeded':
      return { type: event.type, taskSucceededEventDetails: { ...of, ...output(event.output) } };
    case 'TaskFailed':
      return { type: event.type, taskFailedEventDetails: { ...of, ...why(event) } };
    case 'TaskTimedOut':
      return { type: event.type, taskTimedOutEventDetails: { ...of, ...why(event) } };
    default:
      return { type: 'TaskStarted', taskStartedEventDetails: of };
  }
};

const lambdaDetails = (event: TaskFact): Details => {
  switch (event.type) {
    case 'TaskSucceeded':
      return { type: 'LambdaFunctionSucceeded', lambdaFunctionSucceededEventDetails: output(event.output) };
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
    case 'MapRunStarted':
      return { type: event.type, mapRunStartedEventDetails: { mapRunArn: event.mapRunArn } };
    case 'MapRunFailed':
      return { type: event.type, mapRunFailedEventDetails: why(event) };
    default:
      return undefined;
  }
};

const executionDetails = (event: VisibleEvent): Details | undefined => {
  switch (event.type) {
    case 'ExecutionStarted':
      return {
        type: event.type,
        executionStartedEventDetails: { ...input(event.input, event.inputText), roleArn: event.roleArn },
      };
    case 'ExecutionSucceeded':
      return { type: event.type, executionSucceededEventDetails: output(event.output) };
    case 'ExecutionFailed':
      return { type: event.type, executionFailedEventDetails: why(event) };
    case 'ExecutionAborted':
      return { type: event.type, executionAbortedEventDetails: why(event) };
    case 'ExecutionTimedOut':
      return { type: event.type, executionTimedOutEventDetails: why(event) };
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

const stateDetails = (event: VisibleEvent): Details | undefined => {
  if (event.type === 'StateEntered')
    return {
      type: `${event.stateType}StateEntered`,
      stateEnteredEventDetails: { name: event.state, ...input(event.input) },
    };
  if (event.type !== 'StateExited') return undefined;
  return {
    type: `${event.stateType}StateExited`,
    stateExitedEventDetails: { name: event.state, ...output(event.output), ...assigned(event.assigned) },
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

/** Events as GetExecutionHistory shows them, payloads and all. `requests` remembers each thread's task in between. */
export const awsHistory = (events: Iterable<HistoryEvent>, { region, data }: Shown): readonly AwsHistoryEvent[] => {
  const requests = new Map<string, TaskRequest>();
  const shown: AwsHistoryEvent[] = [];
  for (const event of events) {
    if (!isVisible(event)) continue;
    if (event.type === 'TaskScheduled') requests.set(event.thread, event.request);
    const request = requests.get(event.thread);
    const details =
      event.type === 'TaskScheduled'
        ? scheduled(event.request, region)
        : isTask(event) && request !== undefined
          ? taskDetails(event, request)
          : (executionDetails(event) ?? stateDetails(event) ?? mapDetails(event) ?? { type: event.type });
    shown.push({
      timestamp: new Date(event.at),
      id: event.id,
      previousEventId: event.previous,
      ...(data ? details : withoutData(details)),
    } as AwsHistoryEvent);
  }
  return shown;
};
