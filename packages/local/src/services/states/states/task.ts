import { handled, numberField, template } from '../compile-fields.ts';
import { argumentsOf } from '../data-flow.ts';
import type { Fields } from '../definition-fault.ts';
import type { Thread } from '../execution.ts';
import { foreignIntegration, type Integration, readIntegration, type TaskRequest } from '../integration.ts';
import type { TaskState } from '../machine.ts';
import { numberValue } from '../number-value.ts';
import { type Outcome, WAITING } from '../outcome.ts';
import type { Evaluation } from '../query/evaluation.ts';
import { runtimeFailure } from '../query/query-failure.ts';
import type { Common, Surroundings } from '../surroundings.ts';
import type { Work } from '../work.ts';

const LONGEST_SECONDS = 99_999_999;
/** Stands in while a faulty definition is read to its end. */
const NONE: Integration = { kind: 'lambda', arn: '', functionArn: '' };

const integrationField = (fields: Fields, { express, alone }: Surroundings): Integration => {
  const resource = fields.required('Resource');
  if (resource === undefined) return NONE;
  const integration = readIntegration(resource);
  if (express && resource.endsWith('.waitForTaskToken'))
    fields.fault('Resource', "Express state machine does not support '.waitForTaskToken' service integration ");
  else if (express && /\.sync(:2)?$/.test(resource))
    fields.fault('Resource', "Express state machine does not support '.sync' service integration");
  if (express && typeof integration !== 'string' && integration.kind === 'activity')
    fields.fault('Resource', 'Express state machine does not support activities');
  if (typeof integration !== 'string') return integration;
  const foreign = alone ? foreignIntegration(resource) : undefined;
  if (foreign !== undefined) return foreign;
  if (!resource.startsWith('arn:')) fields.fault('Resource', 'Value is not a valid resource ARN');
  else fields.fault('Resource', `${resource}: ${integration}`, 'NOT_EXECUTED');
  return NONE;
};

const credentials = (fields: Fields, common: Common): TaskState['credentials'] => {
  const inner = fields.inner('Credentials');
  if (inner === undefined) return undefined;
  if (!inner.has('RoleArn') && !inner.has('RoleArn.$'))
    inner.fault('', "The field 'RoleArn' is required but was missing");
  return template(fields, 'Credentials', common.language);
};

export const compileTask = (fields: Fields, common: Common, around: Surroundings): TaskState => ({
  ...common,
  ...handled(fields, common.language),
  type: 'Task',
  integration: integrationField(fields, around),
  timeout: numberField(fields, 'TimeoutSeconds', common.language, [1, LONGEST_SECONDS]),
  heartbeat: numberField(fields, 'HeartbeatSeconds', common.language, [1, LONGEST_SECONDS]),
  credentials: credentials(fields, common),
});

/** Jobs too have a token, which they may hand on (recorded); only a callback's ends the task. */
const hasToken = (integration: Integration): boolean =>
  integration.kind === 'activity' || (integration.kind === 'service' && integration.pattern !== 'requestResponse');

/** Schedules the work; its result comes as a later signal. */
export function* task(work: Work, thread: Thread, state: TaskState): Evaluation<Outcome> {
  const { integration } = state;
  if (integration.kind === 'activity' && !work.received.hasActivity(integration.arn))
    throw runtimeFailure(`The activity ${integration.arn} does not exist.`);
  const token = hasToken(integration) ? work.nextToken() : undefined;
  const scope = work.scope(thread, thread.input);
  const timeoutSeconds = yield* numberValue(state.timeout, scope);
  const heartbeatSeconds = yield* numberValue(state.heartbeat, scope);
  const credentials = state.credentials === undefined ? undefined : yield* state.credentials(scope);
  const parameters = work.withinLimit(yield* argumentsOf(work, thread, state, token), state.name);
  const request: TaskRequest = {
    integration,
    parameters,
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    ...(heartbeatSeconds === undefined ? {} : { heartbeatSeconds }),
    ...(token === undefined ? {} : { token }),
    ...(credentials === undefined ? {} : { credentials: credentials as NonNullable<TaskRequest['credentials']> }),
  };
  const scheduled = work.show(thread.id, { type: 'TaskScheduled', request });
  const isActivity = integration.kind === 'activity';
  if (!isActivity) work.show(thread.id, { type: 'TaskStarted' });
  const { at } = work.received;
  if (token !== undefined) work.ask({ type: 'IssueToken', thread: thread.id, scheduled, token });
  if (timeoutSeconds !== undefined)
    work.ask({ type: 'SetTimer', timer: `${thread.id}|timeout`, due: at + timeoutSeconds * 1000 });
  if (heartbeatSeconds !== undefined && !isActivity)
    work.ask({ type: 'SetTimer', timer: `${thread.id}|heartbeat`, due: at + heartbeatSeconds * 1000 });
  work.ask({ type: 'InvokeTask', thread: thread.id, scheduled, scheduledAt: at, request });
  return WAITING;
}

/** Takes back what a scheduled task left behind: its timers and its token. */
export const releaseTask = (work: Work, thread: Thread): void => {
  if (thread.phase.kind !== 'task') return;
  const { timeoutSeconds, heartbeatSeconds, token } = thread.phase.request;
  if (timeoutSeconds !== undefined) work.ask({ type: 'CancelTimer', timer: `${thread.id}|timeout` });
  if (heartbeatSeconds !== undefined) work.ask({ type: 'CancelTimer', timer: `${thread.id}|heartbeat` });
  if (token !== undefined) work.ask({ type: 'RevokeToken', token });
  const { nested } = thread.phase;
  if (nested !== undefined) work.ask({ type: 'StopChildren', executionArns: [nested] });
};
