import type { AthenaClient } from '@aws-sdk/client-athena';
import { describe, expect, it } from 'vitest';
import { askAthena } from './athena.ts';

/** Answers each command from a list of answers by its name; what was asked is kept. */
const scripted = (script: Readonly<Record<string, readonly object[]>>): { client: AthenaClient; asked: string[] } => {
  const left = new Map(Object.entries(script).map(([name, answers]) => [name, [...answers]]));
  const asked: string[] = [];
  const send = async (command: { readonly input: object }): Promise<object> => {
    const name = command.constructor.name.replace(/Command$/, '');
    asked.push(`${name} ${JSON.stringify(command.input)}`);
    return left.get(name)?.shift() ?? {};
  };
  return { client: { send } as unknown as AthenaClient, asked };
};

const state = (State: string, StateChangeReason?: string): object => ({
  QueryExecution: { Status: { State, StateChangeReason } },
});
const row = (...values: readonly (string | undefined)[]): object => ({
  Data: values.map((VarCharValue) => ({ VarCharValue })),
});
const ResultSetMetadata = {
  ColumnInfo: [
    { Name: 'town', Type: 'varchar' },
    { Name: 'n', Type: 'bigint' },
    { Name: 'ok', Type: 'boolean' },
  ],
};

describe('a question to Athena', () => {
  it('is started in the workgroup, waited for, and read page by page', async () => {
    const { client, asked } = scripted({
      StartQueryExecution: [{ QueryExecutionId: 'q-1' }],
      GetQueryExecution: [state('QUEUED'), state('RUNNING'), state('SUCCEEDED')],
      GetQueryResults: [
        { ResultSet: { ResultSetMetadata, Rows: [row('town', 'n', 'ok'), row('1', '7', 'true')] }, NextToken: 't' },
        { ResultSet: { ResultSetMetadata, Rows: [row('2', undefined, 'false')] } },
      ],
    });
    let pauses = 0;
    const answer = await askAthena(client, {
      sql: 'SELECT 1',
      workGroup: 'carillon',
      pause: async () => {
        pauses += 1;
      },
    });
    expect(answer).toEqual({
      columns: ['town', 'n', 'ok'],
      rows: [
        ['1', 7, true],
        ['2', null, false],
      ],
    });
    expect(pauses).toBe(2);
    expect(asked[0]).toBe(
      'StartQueryExecution {"QueryString":"SELECT 1","WorkGroup":"carillon","QueryExecutionContext":{"Database":"carillon"}}',
    );
    expect(asked.at(-1)).toBe('GetQueryResults {"QueryExecutionId":"q-1","NextToken":"t"}');
  });

  it('that fails says why', async () => {
    const { client } = scripted({
      StartQueryExecution: [{ QueryExecutionId: 'q-1' }],
      GetQueryExecution: [state('FAILED', 'COLUMN_NOT_FOUND: line 1:8')],
    });
    const failed = askAthena(client, { sql: 'SELECT x', workGroup: 'carillon', pause: async () => undefined });
    await expect(failed).rejects.toMatchObject({ code: 'ATHENA_FAILED', message: 'COLUMN_NOT_FOUND: line 1:8' });
  });
});
