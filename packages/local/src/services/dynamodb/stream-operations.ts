import type {
  _Record,
  DescribeStreamCommandInput,
  DescribeStreamCommandOutput,
  GetRecordsCommandInput,
  GetRecordsCommandOutput,
  GetShardIteratorCommandInput,
  GetShardIteratorCommandOutput,
  ListStreamsCommandInput,
  ListStreamsCommandOutput,
} from '@aws-sdk/client-dynamodb-streams';
import { AwsError } from '../../kernel/errors.ts';
import type { Operation } from '../../kernel/operations.ts';
import { fromWireItem } from './attribute-value.ts';
import { EXPIRY_IDENTITY, type NumberedChange, positionOf, sequenceNumber, shardIdOf } from './change-stream.ts';
import type { Database } from './database.ts';
import type { StreamView, Table } from './table.ts';

type Body<T> = Omit<T, '$metadata'>;

export interface StreamOperations {
  readonly ListStreams: Operation<ListStreamsCommandInput, Body<ListStreamsCommandOutput>>;
  readonly DescribeStream: Operation<DescribeStreamCommandInput, Body<DescribeStreamCommandOutput>>;
  readonly GetShardIterator: Operation<GetShardIteratorCommandInput, Body<GetShardIteratorCommandOutput>>;
  readonly GetRecords: Operation<GetRecordsCommandInput, Body<GetRecordsCommandOutput>>;
}

interface Streaming extends Table {
  readonly stream: { readonly arn: string; readonly label: string; readonly view: StreamView };
}

const streaming = (table: Table): table is Streaming => table.stream !== undefined;

const streamOf = (db: Database, arn: string | undefined): Streaming => {
  const found = db
    .tables()
    .filter(streaming)
    .find(({ stream }) => stream.arn === arn);
  if (found === undefined)
    throw new AwsError('ResourceNotFoundException', `Requested resource not found: Stream: ${arn} not found`);
  return found;
};

/** An iterator is the stream and the position after which it goes on; it does not run out. */
const iterator = (arn: string, after: number): string => `${arn}|${after}`;

const readIterator = (text: string | undefined): { readonly arn: string; readonly after: number } => {
  const found = /^(.+)\|(\d+)$/.exec(text ?? '');
  if (found?.[1] === undefined) throw new AwsError('ValidationException', 'Invalid ShardIterator');
  return { arn: found[1], after: Number(found[2]) };
};

const asRecord = (db: Database, { stream }: Streaming, { n, entry }: NumberedChange): _Record => ({
  eventID: entry.eventID,
  eventName: entry.eventName,
  eventVersion: '1.1',
  eventSource: 'aws:dynamodb',
  awsRegion: db.kernel.region,
  dynamodb: {
    ApproximateCreationDateTime: new Date(Math.floor(entry.at / 1000) * 1000),
    Keys: fromWireItem(entry.keys),
    ...(entry.newImage === undefined ? {} : { NewImage: fromWireItem(entry.newImage) }),
    ...(entry.oldImage === undefined ? {} : { OldImage: fromWireItem(entry.oldImage) }),
    SequenceNumber: sequenceNumber(n),
    SizeBytes: entry.sizeBytes,
    StreamViewType: stream.view,
  },
  ...(entry.expired ? { userIdentity: { Type: EXPIRY_IDENTITY.type, PrincipalId: EXPIRY_IDENTITY.principalId } } : {}),
});

const describeStream = (db: Database, input: DescribeStreamCommandInput): Body<DescribeStreamCommandOutput> => {
  const table = streamOf(db, input.StreamArn);
  return {
    StreamDescription: {
      StreamArn: table.stream.arn,
      StreamLabel: table.stream.label,
      StreamStatus: 'ENABLED',
      StreamViewType: table.stream.view,
      CreationRequestDateTime: new Date(table.createdAt),
      TableName: table.name,
      KeySchema: [
        { AttributeName: table.key.hash.name, KeyType: 'HASH' },
        ...(table.key.range === undefined ? [] : [{ AttributeName: table.key.range.name, KeyType: 'RANGE' as const }]),
      ],
      // The one shard is open: it has no ending sequence number.
      Shards: [{ ShardId: shardIdOf(table), SequenceNumberRange: { StartingSequenceNumber: sequenceNumber(1) } }],
    },
  };
};

const startOf = (db: Database, arn: string, input: GetShardIteratorCommandInput): number => {
  switch (input.ShardIteratorType) {
    case 'TRIM_HORIZON':
      return 0;
    case 'LATEST':
      return db.streams.last(arn);
    case 'AT_SEQUENCE_NUMBER':
      return positionOf(input.SequenceNumber ?? '') - 1;
    case 'AFTER_SEQUENCE_NUMBER':
      return positionOf(input.SequenceNumber ?? '');
    default:
      throw new AwsError('ValidationException', `Invalid ShardIteratorType: ${input.ShardIteratorType}`);
  }
};

const shardIterator = (db: Database, input: GetShardIteratorCommandInput): Body<GetShardIteratorCommandOutput> => {
  const table = streamOf(db, input.StreamArn);
  if (input.ShardId !== shardIdOf(table))
    throw new AwsError('ResourceNotFoundException', `Requested resource not found: Shard: ${input.ShardId} not found`);
  return { ShardIterator: iterator(table.stream.arn, startOf(db, table.stream.arn, input)) };
};

const getRecords = (db: Database, input: GetRecordsCommandInput): Body<GetRecordsCommandOutput> => {
  const { arn, after } = readIterator(input.ShardIterator);
  const table = streamOf(db, arn);
  const changes = db.streams.read(arn, after, Math.min(input.Limit ?? 1000, 1000));
  const first = changes[0]?.n ?? after + 1;
  if (after > 0 && first > after + 1)
    throw new AwsError('TrimmedDataAccessException', 'The operation attempted to read past the oldest stream record.');
  return {
    Records: changes.map((change) => asRecord(db, table, change)),
    NextShardIterator: iterator(arn, changes.at(-1)?.n ?? after),
  };
};

const listStreams = (db: Database, input: ListStreamsCommandInput): Body<ListStreamsCommandOutput> => {
  const limit = input.Limit ?? 100;
  const start = input.ExclusiveStartStreamArn;
  const tables = db
    .tables()
    .filter(streaming)
    .filter(({ name, stream }) => (input.TableName ?? name) === name && (start === undefined || stream.arn > start));
  const page = tables.slice(0, limit);
  const last = page.at(-1)?.stream.arn;
  return {
    Streams: page.map(({ name, stream }) => ({ StreamArn: stream.arn, StreamLabel: stream.label, TableName: name })),
    ...(tables.length > limit && last !== undefined ? { LastEvaluatedStreamArn: last } : {}),
  };
};

export const streamOperations = (db: Database): StreamOperations => ({
  ListStreams: {
    needs: () => [{ action: 'dynamodb:ListStreams', resource: '*' }],
    run: (input) => listStreams(db, input),
  },
  DescribeStream: {
    needs: ({ StreamArn }) => [{ action: 'dynamodb:DescribeStream', resource: StreamArn ?? '*' }],
    run: (input) => describeStream(db, input),
  },
  GetShardIterator: {
    needs: ({ StreamArn }) => [{ action: 'dynamodb:GetShardIterator', resource: StreamArn ?? '*' }],
    run: (input) => shardIterator(db, input),
  },
  GetRecords: {
    needs: ({ ShardIterator }) => [
      { action: 'dynamodb:GetRecords', resource: /^(.+)\|\d+$/.exec(ShardIterator ?? '')?.[1] ?? '*' },
    ],
    run: (input) => getRecords(db, input),
  },
});
