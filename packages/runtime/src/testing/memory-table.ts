import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';

type Item = Record<string, unknown>;

interface Conditioned {
  readonly ConditionExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Record<string, string> | undefined;
  readonly ExpressionAttributeValues?: Item | undefined;
}

/** `attribute_[not_]exists(#a)`, `#a = :v`, `#a < :v`, joined by AND and OR: what this project's conditions are made of. */
const meets = (
  item: Item | undefined,
  { ConditionExpression, ExpressionAttributeNames = {}, ExpressionAttributeValues = {} }: Conditioned,
): boolean => {
  if (ConditionExpression === undefined) return true;
  const term = (text: string): boolean => {
    const clean = text.trim().replace(/^\((?=#)|\)$/g, '');
    const [, not, name] = /attribute_(not_)?exists\((#\w+)/.exec(clean) ?? [];
    if (name !== undefined) return (item?.[ExpressionAttributeNames[name] ?? ''] === undefined) === (not !== undefined);
    const [left = '', operator, right = ''] = clean.split(' ');
    const [one, other] = [item?.[ExpressionAttributeNames[left] ?? ''], ExpressionAttributeValues[right]];
    return one !== undefined && (operator === '=' ? one === other : (one as number) < (other as number));
  };
  return ConditionExpression.split(' OR ').some((any) => any.split(' AND ').every(term));
};

const named = (name: string, details: object = {}): Error => Object.assign(new Error(name), { name, ...details });

const PAGE = 20;

/** A table in memory, and the commands that it was sent. */
export interface MemoryTable {
  readonly client: Pick<DynamoDBDocumentClient, 'send'>;
  readonly commands: readonly unknown[];
}

/**
 * A DynamoDB table as far as this package's adapters go, for their unit tests. What DynamoDB really does is judged by
 * the local cloud's own service.
 */
export const memoryTable = (...keys: readonly string[]): MemoryTable => {
  const items = new Map<string, Item>();
  const commands: unknown[] = [];
  const idOf = (item: Item = {}): string => JSON.stringify(keys.map((key) => item[key]));
  const put = ({ Item = {} }: { Item?: Item | undefined }): void => void items.set(idOf(Item), structuredClone(Item));

  const query = (input: QueryCommand['input']): object => {
    const { ':stream': stream, ':after': after } = input.ExpressionAttributeValues ?? {};
    const from = Number(input.ExclusiveStartKey?.sequence ?? after);
    const found = [...items.values()]
      .filter((item) => item.stream === stream && Number(item.sequence) > from)
      .toSorted((a, b) => Number(a.sequence) - Number(b.sequence));
    const Items = found.slice(0, Math.min(PAGE, input.Limit ?? PAGE));
    const LastEvaluatedKey = { stream, sequence: Items.at(-1)?.sequence };
    return found.length > Items.length ? { Items, LastEvaluatedKey } : { Items };
  };

  const transact = ({ TransactItems = [] }: TransactWriteCommandInput): void => {
    const met = TransactItems.map(({ Put, ConditionCheck }) =>
      meets(items.get(idOf(Put?.Item ?? ConditionCheck?.Key)), Put ?? ConditionCheck ?? {}),
    );
    if (!met.every(Boolean)) {
      const CancellationReasons = met.map((fine) => ({ Code: fine ? 'None' : 'ConditionalCheckFailed' }));
      throw named('TransactionCanceledException', { CancellationReasons });
    }
    for (const { Put } of TransactItems) if (Put !== undefined) put(Put);
  };

  const putIf = (input: PutCommand['input']): void => {
    const before = items.get(idOf(input.Item));
    if (meets(before, input)) {
      put(input);
      return;
    }
    const shown = input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' && before ? { Item: marshall(before) } : {};
    throw new ConditionalCheckFailedException({ message: 'no', $metadata: {}, ...shown });
  };

  const update = ({ Key = {}, ExpressionAttributeValues = {} }: UpdateCommand['input']): void => {
    const { ':completed': status, ':expiration': expiration } = ExpressionAttributeValues;
    put({ Item: { ...items.get(idOf(Key)), ...Key, status, expiration } });
  };

  const write = (command: unknown): void => {
    if (command instanceof TransactWriteCommand) transact(command.input);
    else if (command instanceof PutCommand) putIf(command.input);
    else if (command instanceof DeleteCommand) items.delete(idOf(command.input.Key));
    else if (command instanceof UpdateCommand) update(command.input);
    else throw named('UnknownOperationException');
  };

  const send = async (command: unknown): Promise<object> => {
    commands.push(command);
    if (command instanceof GetCommand) return { Item: items.get(idOf(command.input.Key)) };
    if (command instanceof QueryCommand) return query(command.input);
    write(command);
    return {};
  };
  return { client: { send } as Pick<DynamoDBDocumentClient, 'send'>, commands };
};
