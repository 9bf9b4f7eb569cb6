import type { TestStateCommandInput } from '@aws-sdk/client-sfn';
import { AwsError } from '../../../kernel/errors.ts';
import { isJsonObject, type Json, type JsonObject, parseExactJson } from '../../../kernel/json.ts';
import { compile } from '../compile.ts';
import { DefinitionError } from '../definition-fault.ts';
import type { Machine, State } from '../machine.ts';

/** The name that a state has whose definition is given on its own. */
export const STATE_NAME = 'StateName';

const SUPPORTED = '[Task, Wait, Pass, Succeed, Fail, Choice]';

export interface Tested {
  readonly machine: Machine;
  readonly state: State;
  /** Whether the state was chosen from a whole definition. */
  readonly ofMachine: boolean;
  readonly input: Json;
  readonly inputText: string;
  readonly variables: JsonObject;
  readonly context: JsonObject | undefined;
  /** The mocked result, parsed. */
  readonly mocked: Json | undefined;
}

export const invalid = (message: string): AwsError => new AwsError('ValidationException', message);

const json = (text: string, code: string, what: string): Json => {
  try {
    return parseExactJson(text);
  } catch (error) {
    throw new AwsError(code, `Invalid ${what}: '${error instanceof Error ? error.message : String(error)}'`);
  }
};

const compiled = (definition: JsonObject): Machine => {
  try {
    return compile(JSON.stringify(definition), { alone: true });
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    throw new AwsError('InvalidDefinition', `Invalid State Machine Definition: '${error.message}'`);
  }
};

const isMachine = (definition: JsonObject): boolean =>
  'StartAt' in definition && 'States' in definition && !('Type' in definition);

/** A whole definition with the state of this name chosen, or a state on its own. */
const machineOf = (definition: JsonObject, stateName: string | undefined): readonly [Machine, string] => {
  if (!isMachine(definition))
    return [compiled({ StartAt: STATE_NAME, States: { [STATE_NAME]: definition } }), STATE_NAME];
  if (stateName === undefined) throw invalid('State name must be specified when a state machine definition is given');
  return [compiled(definition), stateName];
};

const chosen = (machine: Machine, name: string): readonly [Machine, State] => {
  for (const flow of machine.flows.values()) {
    const state = flow.states.get(name);
    if (state !== undefined) return [{ ...machine, root: { ...flow, startAt: name } }, state];
  }
  throw invalid(`State name '${name}' not found in the state machine definition`);
};

const objectOf = (text: string | undefined, what: string): JsonObject | undefined => {
  if (text === undefined) return undefined;
  const value = json(text, 'ValidationException', what);
  if (isJsonObject(value)) return value;
  throw invalid(`${what} must be a JSON object`);
};

const checkKind = (state: State, { mock, roleArn }: TestStateCommandInput): void => {
  if (mock === undefined && (state.type === 'Map' || state.type === 'Parallel'))
    throw new AwsError(
      'InvalidDefinition',
      `TestState API does not support Map or Parallel states. Supported state types include: ${SUPPORTED}`,
    );
  if (mock !== undefined && state.type !== 'Task' && state.type !== 'Map' && state.type !== 'Parallel')
    throw invalid(`State type '${state.type}' is not supported when a mock is specified`);
  if (mock === undefined && state.type === 'Task' && roleArn === undefined)
    throw invalid('RoleArn must be specified when testing a Task state');
};

/** @throws AwsError ValidationException, InvalidDefinition, InvalidExecutionInput */
export const testedState = (request: TestStateCommandInput): Tested => {
  const { definition = '', input = '{}', stateName, mock, stateConfiguration } = request;
  if (mock?.result !== undefined && mock.errorOutput !== undefined)
    throw invalid('A test mock should have only one of the following fields: [result, errorOutput].');
  if (mock === undefined && stateConfiguration?.mapIterationFailureCount !== undefined)
    throw invalid('TestState does not support MapIterationFailureCount when a mock is not specified.');
  const value = json(definition, 'InvalidDefinition', 'State Machine Definition');
  if (!isJsonObject(value)) throw new AwsError('InvalidDefinition', 'Invalid State Machine Definition');
  const [whole, name] = machineOf(value, stateName);
  const [machine, state] = chosen(whole, name);
  checkKind(state, request);
  return {
    machine,
    state,
    ofMachine: isMachine(value),
    input: json(input, 'InvalidExecutionInput', 'Execution Input'),
    inputText: input,
    variables: objectOf(request.variables, 'Variables') ?? {},
    context: objectOf(request.context, 'Context'),
    mocked: mock?.result === undefined ? undefined : json(mock.result, 'ValidationException', 'Mock result'),
  };
};
