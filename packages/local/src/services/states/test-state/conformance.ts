import type { TestStateCommandInput } from '@aws-sdk/client-sfn';
import { isAwsError } from '../../../kernel/errors.ts';
import { isJsonObject, type Json, type JsonObject, parseExactJson } from '../../../kernel/json.ts';
import { testKernel } from '../../../kernel/test-kernel.ts';
import { agreesWithRecorded } from '../recorded-events.ts';
import { testState } from './operation.ts';

/** A call of TestState recorded on AWS. */
export interface RecordedTestState {
  readonly id: string;
  readonly request: JsonObject;
  readonly response?: JsonObject;
  readonly error?: { readonly Code: string; readonly Message: string };
}

/** A task that is not mocked answers what it answered. */
const recordedResult = (response: JsonObject | undefined): Json => {
  const { inspectionData, output } = response ?? {};
  const shown = isJsonObject(inspectionData) ? inspectionData.result : output;
  try {
    return typeof shown === 'string' ? parseExactJson(shown) : (shown ?? null);
  } catch {
    return shown ?? null;
  }
};

const answer = async (request: JsonObject, response: JsonObject | undefined): Promise<JsonObject> => {
  const operation = testState({
    kernel: testKernel(),
    callTask: async () => ({ ok: true, output: recordedResult(response) }),
    turn: () => Promise.resolve(),
  });
  try {
    const call = { caller: 'conformance', requestId: 'conformance' };
    return (await operation.run(request as unknown as TestStateCommandInput, call)) as unknown as JsonObject;
  } catch (error) {
    if (!isAwsError(error)) throw error;
    return { Code: error.code, Message: error.message };
  }
};

const withoutMetadata = ({ ResponseMetadata: _, ...response }: JsonObject): Json => response;

/** Whether TestState answers what AWS answered, and that answer. */
export const judgeTestState = async ({
  request,
  response,
  error,
}: RecordedTestState): Promise<{ readonly holds: boolean; readonly received: JsonObject }> => {
  const received = await answer(request, response);
  const expected = error === undefined ? withoutMetadata(response ?? {}) : { ...error };
  return { holds: isJsonObject(expected) && agreesWithRecorded(expected, received), received };
};
