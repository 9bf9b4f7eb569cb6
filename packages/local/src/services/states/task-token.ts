import { AwsError } from '../../kernel/errors.ts';
import { parseExactJson } from '../../kernel/json.ts';
import type { Engine } from './engine.ts';
import type { ExecutionStore, TokenRow } from './execution-store.ts';
import { PAYLOAD_LIMIT } from './payload.ts';

/** @throws AwsError InvalidToken, TaskTimedOut */
const tokenRow = (store: ExecutionStore, token: string | undefined): TokenRow => {
  const row = token === undefined ? undefined : store.token(token);
  if (row === undefined) throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
  if (row.ended || store.row(row.executionArn)?.status !== 'RUNNING')
    throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
  return row;
};

export interface TaskTokens {
  succeed(token: string | undefined, output: string | undefined): Promise<void>;
  fail(token: string | undefined, error: string | undefined, cause: string | undefined): Promise<void>;
  heartbeat(token: string | undefined): Promise<void>;
}

export const taskTokens = (store: ExecutionStore, engine: Engine): TaskTokens => ({
  succeed(token, text = 'null') {
    const { executionArn, thread, scheduled } = tokenRow(store, token);
    if (Buffer.byteLength(text) > PAYLOAD_LIMIT)
      throw new AwsError('InvalidOutput', `Invalid Output: 'Output exceeds ${PAYLOAD_LIMIT} bytes'`);
    try {
      parseExactJson(text);
    } catch (error) {
      throw new AwsError(
        'InvalidOutput',
        `Invalid Output: '${error instanceof Error ? error.message : String(error)}'`,
      );
    }
    return engine.receive(executionArn, { type: 'TaskSucceeded', thread, scheduled, output: parseExactJson(text) });
  },
  fail(token, error, cause) {
    const { executionArn, thread, scheduled } = tokenRow(store, token);
    const why = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
    return engine.receive(executionArn, { type: 'TaskFailed', thread, scheduled, ...why });
  },
  heartbeat(token) {
    const { executionArn, thread, scheduled } = tokenRow(store, token);
    return engine.receive(executionArn, { type: 'TaskHeartbeat', thread, scheduled });
  },
});
