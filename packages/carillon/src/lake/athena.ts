import {
  type AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { LakeError } from './lake-error.ts';

/** What a query answers: as in `Answer`, its values plain. */
interface AthenaAnswer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
}

export interface AthenaQuestion {
  readonly sql: string;
  /** The database has the same name. */
  readonly workGroup: string;
  /** Waits between two looks. */
  readonly pause: () => Promise<void>;
}

const NUMBERS = new Set(['tinyint', 'smallint', 'integer', 'bigint', 'float', 'real', 'double']);

/** GetQueryResults gives every value as text, with its column's type beside it. */
const typed = (text: string | undefined, type: string): string | number | boolean | null => {
  if (text === undefined) return null;
  if (type === 'boolean') return text === 'true';
  return NUMBERS.has(type) ? Number(text) : text;
};

const finished = async (client: AthenaClient, id: string, pause: () => Promise<void>): Promise<void> => {
  for (;;) {
    const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId: id }));
    const { State, StateChangeReason = 'no reason given' } = QueryExecution?.Status ?? {};
    if (State === 'SUCCEEDED') return;
    if (State === 'FAILED' || State === 'CANCELLED')
      throw new LakeError(
        `ATHENA_${State}`,
        StateChangeReason,
        'The message says why; an injected column, such as siteid, must be named in WHERE.',
      );
    await pause();
  }
};

/** The same question to Athena. @throws LakeError ATHENA_FAILED, or the service's own errors */
export const askAthena = async (client: AthenaClient, question: AthenaQuestion): Promise<AthenaAnswer> => {
  const { sql, workGroup, pause } = question;
  const { QueryExecutionId: id = '' } = await client.send(
    new StartQueryExecutionCommand({
      QueryString: sql,
      WorkGroup: workGroup,
      QueryExecutionContext: { Database: workGroup },
    }),
  );
  await finished(client, id, pause);
  const rows: (readonly (string | number | boolean | null)[])[] = [];
  let columns: readonly { readonly name: string; readonly type: string }[] = [];
  let token: string | undefined;
  do {
    const more = token === undefined ? {} : { NextToken: token };
    const page = await client.send(new GetQueryResultsCommand({ QueryExecutionId: id, ...more }));
    columns = (page.ResultSet?.ResultSetMetadata?.ColumnInfo ?? []).map(({ Name = '', Type = '' }) => ({
      name: Name,
      type: Type,
    }));
    // The first row of the first page names the columns ("GetQueryResults").
    const told = (page.ResultSet?.Rows ?? []).slice(token === undefined ? 1 : 0);
    for (const { Data = [] } of told)
      rows.push(columns.map(({ type }, index) => typed(Data[index]?.VarCharValue, type)));
    token = page.NextToken;
  } while (token !== undefined);
  return { columns: columns.map(({ name }) => name), rows };
};
