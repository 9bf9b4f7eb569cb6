import type { InspectionData, TestStateCommandInput, TestStateCommandOutput } from '@aws-sdk/client-sfn';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { Operation } from '../../../kernel/operations.ts';
import { type Answer, on } from '../api.ts';
import type { Integration, TaskRequest } from '../integration.ts';
import { isoTimestamp } from '../iso-timestamp.ts';
import type { Received, Stage } from '../signal.ts';
import { checkMock } from './mock-validation.ts';
import { STATE_NAME, type Tested, testedState } from './request.ts';
import { type CallTask, type Ended, StateTest } from './run.ts';
import { loadSdkModels } from './sdk-models.ts';
import { SourceText } from './source-text.ts';

/** Numbers of the inspection data; the other stages are texts of JSON. */
const COUNTS: ReadonlySet<Stage> = new Set(['maxConcurrency', 'toleratedFailureCount', 'toleratedFailurePercentage']);

/** What is not shown of a state with branches or iterations (recorded). */
const NOT_SHOWN: Readonly<Record<string, ReadonlySet<Stage>>> = {
  Map: new Set(['result']),
  Parallel: new Set(['result', 'afterInputPath', 'afterParameters', 'afterArguments']),
};

export interface TestStateSurroundings {
  readonly kernel: Pick<Kernel, 'clock' | 'identity' | 'region' | 'account'>;
  callTask(request: TaskRequest, roleArn: string): ReturnType<CallTask>;
  turn(): Promise<void>;
}

const inspected = (tested: Tested, ended: Ended, text: SourceText): InspectionData => {
  const data: Record<string, unknown> = { input: tested.inputText };
  for (const [stage, value] of ended.stages) {
    if (NOT_SHOWN[tested.state.type]?.has(stage)) continue;
    if (stage === 'afterInputPath' && tested.state.type === 'Fail' && tested.ofMachine) continue;
    data[stage] = COUNTS.has(stage) ? value : text.print(value);
  }
  if (Object.keys(tested.variables).length > 0) data.variables = text.print(tested.variables);
  if (ended.errorDetails !== undefined) data.errorDetails = ended.errorDetails;
  return data as InspectionData;
};

const integrationOf = ({ state }: Tested): Integration | undefined =>
  state.type === 'Task' ? state.integration : undefined;

/** What the context object says of an execution that is none. */
const identity = ({ kernel }: TestStateSurroundings, tested: Tested, roleArn: string | undefined) => {
  const { region, account, identity, clock } = kernel;
  const [machineName, name] = [identity.uuid(), identity.uuid()];
  const machineArn = `arn:aws:states:${region}:${account}:stateMachine:${machineName}`;
  const executionArn = `arn:aws:states:${region}:${account}:express:${machineName}:${name}`;
  const now = isoTimestamp(clock.now());
  const handles = 'retriers' in tested.state;
  const context = tested.context ?? {
    Execution: { Id: executionArn, Input: tested.input, Name: name, RoleArn: roleArn ?? null, StartTime: now },
    StateMachine: { Id: machineArn, Name: machineName },
    State: { Name: STATE_NAME, EnteredTime: now, ...(handles ? { RetryCount: 0 } : {}) },
  };
  return { executionArn, name, machineArn, machineName, roleArn: roleArn ?? '', context };
};

const received = ({ kernel, turn }: TestStateSurroundings): Received => {
  const secret = kernel.identity.hex(64);
  return { signal: { type: 'Begin' }, at: kernel.clock.now(), secret: () => secret, turn, hasActivity: () => true };
};

const textOf = (tested: Tested, { mock, context }: TestStateCommandInput): SourceText => {
  const text = new SourceText();
  text.add(tested.input, tested.inputText);
  if (tested.mocked !== undefined) text.add(tested.mocked, mock?.result ?? '');
  if (tested.context !== undefined) text.add(tested.context, context ?? '');
  return text;
};

const answerOf = (ended: Ended, text: SourceText): Answer<TestStateCommandOutput> => {
  const { output, error, cause, nextState, status } = ended;
  return {
    status,
    ...(output === undefined ? {} : { output: text.print(output) }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
    ...(nextState === undefined ? {} : { nextState }),
  };
};

/** @throws AwsError ValidationException */
const checkMocked = async (tested: Tested, { mock }: TestStateCommandInput): Promise<void> => {
  const integration = integrationOf(tested);
  if (integration === undefined || tested.mocked === undefined || mock?.fieldValidationMode === 'NONE') return;
  checkMock(integration, tested.mocked, await loadSdkModels());
};

/** API reference, TestState. */
export const testState = (
  surroundings: TestStateSurroundings,
): Operation<TestStateCommandInput, Answer<TestStateCommandOutput>> => ({
  needs: () => on('TestState', undefined),
  async run(request) {
    const tested = testedState(request);
    await checkMocked(tested, request);
    const { roleArn, inspectionLevel = 'INFO' } = request;
    const text = textOf(tested, request);
    const ended = await new StateTest(tested, request, {
      identified: identity(surroundings, tested, roleArn),
      received: received(surroundings),
      callTask: (task) => surroundings.callTask(task, roleArn ?? ''),
    }).run();
    const answer = answerOf(ended, text);
    return inspectionLevel === 'INFO' ? answer : { ...answer, inspectionData: inspected(tested, ended, text) };
  },
});
