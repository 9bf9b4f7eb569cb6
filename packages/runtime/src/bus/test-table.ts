import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';

type Item = Record<string, unknown>;

interface Conditioned {
  readonly ConditionExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Record<string, string> | undefined;
  readonly ExpressionAttributeValues?: Item | undefined;
}

/** `attribute_exists(#a)`, `attribute_not_exists(#a)`, `#a = :v`, `#a < :v`, joined by AND and OR: all that the adapters use. */
const holds = (
  item: Item | undefined,
  { ConditionExpression, ExpressionAttributeNames = {}, ExpressionAttributeValues = {} }: Conditioned,
): boolean => {
  if (ConditionExpression === undefined) return true;
  const term = (text: string): boolean => {
    const clean = text.trim().replace(/^\((?=#)|\)$/g, '');
    const absent = /attribute_not_exists\((#\w+)/.exec(clean)?.[1];
    if (absent !== undefined) return item?.[ExpressionAttributeNames[absent] ?? ''] === undefined;
    const present = /^attribute_exists\((#\w+)/.exec(clean)?.[1];
    if (present !== undefined) return item?.[ExpressionAttributeNames[present] ?? ''] !== undefined;
    const [left = '', operator, right = ''] = clean.split(' ');
    const [one, other] = [item?.[ExpressionAttributeNames[left] ?? ''], ExpressionAttributeValues[right]];
    return one !== undefined && (operator === '=' ? one === other : (one as number) < (other as number));
  };
  return ConditionExpression.split(' OR ').some((any) => any.split(' AND ').every(term));
};

const named = (name: string, details: object = {}): Error => Object.assign(new Error(name), { name, ...details });

const PAGE = 20;

/**
 * A DynamoDB table as far as this project's adapters go, for their unit tests. What DynamoDB really does is judged by
 * the local cloud's own service.
 */
export const testTable = (...keys: readonly string[]): Pick<DynamoDBDocumentClient, 'send'> => {
  const items = new Map<string, Item>();
  const idOf = (item: Item): string => JSON.stringify(keys.map((key) => item[key]));
  const put = ({ Item = {} }: { Item?: Item | undefined }): void => void items.set(idOf(Item), structuredClone(Item));

  const query = (input: QueryCommand['input']): object => {
    const { ':stream': stream, ':head': head } = input.ExpressionAttributeValues ?? {};
    const from = Number(input.ExclusiveStartKey?.sequence ?? head);
    const found = [...items.values()]
      .filter((item) => item.stream === stream && Number(item.sequence) > from)
      .toSorted((a, b) => Number(a.sequence) - Number(b.sequence));
    const Items = found.slice(0, PAGE);
    return found.length > PAGE ? { Items, LastEvaluatedKey: { stream, sequence: Items.at(-1)?.sequence } } : { Items };
  };

  const transact = (actions: NonNullable<TransactWriteCommand['input']['TransactItems']>): void => {
    const met = actions.map(({ Put, ConditionCheck }) =>
      holds(items.get(idOf(Put?.Item ?? ConditionCheck?.Key ?? {})), Put ?? ConditionCheck ?? {}),
    );
    if (!met.every(Boolean)) {
      const CancellationReasons = met.map((fine) => ({ Code: fine ? 'None' : 'ConditionalCheckFailed' }));
      throw named('TransactionCanceledException', { CancellationReasons });
    }
    for (const { Put } of actions) if (Put !== undefined) put(Put);
  };

  const putIf = (input: PutCommand['input']): void => {
    if (!holds(items.get(idOf(input.Item ?? {})), input)) throw named('ConditionalCheckFailedException');
    put(input);
  };

  const update = ({ Key = {}, ExpressionAttributeValues = {} }: UpdateCommand['input']): void => {
    const { ':completed': status, ':expiration': expiration } = ExpressionAttributeValues;
    put({ Item: { ...items.get(idOf(Key)), ...Key, status, expiration } });
  };

  const write = (command: unknown): void => {
    if (command instanceof TransactWriteCommand) transact(command.input.TransactItems ?? []);
    else if (command instanceof PutCommand) putIf(command.input);
    else if (command instanceof DeleteCommand) items.delete(idOf(command.input.Key ?? {}));
    else if (command instanceof UpdateCommand) update(command.input);
    else throw named('UnknownOperationException');
  };

  const send = async (command: unknown): Promise<object> => {
    if (command instanceof GetCommand) return { Item: items.get(idOf(command.input.Key ?? {})) };
    if (command instanceof QueryCommand) return query(command.input);
    write(command);
    return {};
  };
  return { send } as Pick<DynamoDBDocumentClient, 'send'>;
};
