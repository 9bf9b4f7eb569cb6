import type {
  CreateLogGroupRequest,
  CreateLogStreamRequest,
  DescribeLogGroupsRequest,
  DescribeLogGroupsResponse,
  DescribeLogStreamsRequest,
  DescribeLogStreamsResponse,
  FilterLogEventsRequest,
  FilterLogEventsResponse,
  GetLogEventsRequest,
  GetLogEventsResponse,
  PutLogEventsRequest,
  PutLogEventsResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { AnyOperation, Operation, Permission } from '../../kernel/operations.ts';
import { compileFilterPattern } from './filter-pattern.ts';
import type { LogGroup, LogStore, LogStream, StoredEvent } from './log-store.ts';

export const logGroupArn = ({ region, account }: Pick<Kernel, 'region' | 'account'>, name: string): string =>
  `arn:aws:logs:${region}:${account}:log-group:${name}`;

type On = { readonly logGroupName?: string | undefined; readonly logStreamName?: string | undefined };

const MOST_EVENTS = 10_000;
const PAGE = 500;

const exists = (what: string): AwsError =>
  new AwsError('ResourceAlreadyExistsException', `The specified log ${what} already exists`);

const invalid = (message: string): AwsError => new AwsError('InvalidParameterException', message);

const writing = (kernel: Kernel, store: LogStore) => {
  const onStream = (action: string, { logGroupName = '', logStreamName = '' }: On): readonly Permission[] => [
    { action: `logs:${action}`, resource: `${logGroupArn(kernel, logGroupName)}:log-stream:${logStreamName}` },
  ];
  const createGroup: Operation<CreateLogGroupRequest, object> = {
    needs: ({ logGroupName = '' }) => [
      { action: 'logs:CreateLogGroup', resource: `${logGroupArn(kernel, logGroupName)}:log-stream:` },
    ],
    run({ logGroupName = '' }) {
      if (!/^[.\-_/#A-Za-z0-9]{1,512}$/.test(logGroupName)) throw invalid('The log group name is not valid.');
      if (store.group(logGroupName) !== undefined) throw exists('group');
      store.putGroup({ name: logGroupName, createdAt: kernel.clock.now() });
      return {};
    },
  };
  const createStream: Operation<CreateLogStreamRequest, object> = {
    needs: (input) => onStream('CreateLogStream', input),
    run({ logGroupName = '', logStreamName = '' }) {
      store.expectGroup(logGroupName);
      if (!/^[^:*]{1,512}$/.test(logStreamName)) throw invalid('The log stream name is not valid.');
      if (store.stream(logGroupName, logStreamName) !== undefined) throw exists('stream');
      store.putStream({ group: logGroupName, name: logStreamName, createdAt: kernel.clock.now() });
      return {};
    },
  };
  const put: Operation<PutLogEventsRequest, PutLogEventsResponse> = {
    needs: (input) => onStream('PutLogEvents', input),
    run({ logGroupName, logStreamName, logEvents = [] }) {
      const stream = store.expectStream(logGroupName, logStreamName);
      if (logEvents.length === 0 || logEvents.length > MOST_EVENTS)
        throw invalid(`A call has 1 to ${MOST_EVENTS} log events.`);
      const i = kernel.clock.now();
      store.append(
        stream,
        logEvents.map(({ timestamp = i, message = '' }) => ({ t: timestamp, i, m: message })),
      );
      return { nextSequenceToken: String(store.last(stream)) };
    },
  };
  return { CreateLogGroup: createGroup, CreateLogStream: createStream, PutLogEvents: put };
};

const describing = (kernel: Kernel, store: LogStore) => {
  const groups: Operation<DescribeLogGroupsRequest, DescribeLogGroupsResponse> = {
    needs: () => [{ action: 'logs:DescribeLogGroups', resource: '*' }],
    run({ logGroupNamePrefix = '', logGroupNamePattern = '', nextToken = '', limit = 50 }) {
      const found = store
        .groups(logGroupNamePrefix)
        .filter(({ name }) => name.includes(logGroupNamePattern) && name > nextToken);
      const described = ({ name, createdAt, retentionInDays }: LogGroup) => ({
        logGroupName: name,
        creationTime: createdAt,
        arn: `${logGroupArn(kernel, name)}:*`,
        logGroupArn: logGroupArn(kernel, name),
        ...(retentionInDays === undefined ? {} : { retentionInDays }),
      });
      const last = found[limit - 1]?.name;
      return {
        logGroups: found.slice(0, limit).map(described),
        ...(found.length > limit && last !== undefined ? { nextToken: last } : {}),
      };
    },
  };
  const streams: Operation<DescribeLogStreamsRequest, DescribeLogStreamsResponse> = {
    needs: ({ logGroupName = '' }) => [
      { action: 'logs:DescribeLogStreams', resource: `${logGroupArn(kernel, logGroupName)}:log-stream:` },
    ],
    run({ logGroupName = '', logStreamNamePrefix = '', orderBy, descending = false, limit = 50, nextToken = '0' }) {
      store.expectGroup(logGroupName);
      const found = [...store.streams(logGroupName, logStreamNamePrefix)];
      if (orderBy === 'LastEventTime') found.sort((a, b) => (a.lastEvent ?? 0) - (b.lastEvent ?? 0));
      if (descending) found.reverse();
      const from = Number(nextToken);
      const described = ({ name, createdAt, firstEvent, lastEvent, lastIngestion }: LogStream) => ({
        logStreamName: name,
        creationTime: createdAt,
        arn: `${logGroupArn(kernel, logGroupName)}:log-stream:${name}`,
        ...(firstEvent === undefined ? {} : { firstEventTimestamp: firstEvent }),
        ...(lastEvent === undefined ? {} : { lastEventTimestamp: lastEvent }),
        ...(lastIngestion === undefined ? {} : { lastIngestionTime: lastIngestion }),
      });
      return {
        logStreams: found.slice(from, from + limit).map(described),
        ...(found.length > from + limit ? { nextToken: String(from + limit) } : {}),
      };
    },
  };
  return { DescribeLogGroups: groups, DescribeLogStreams: streams };
};

const within = ({ t }: StoredEvent, from: number | undefined, before: number | undefined): boolean =>
  (from === undefined || t >= from) && (before === undefined || t < before);

const reading = (kernel: Kernel, store: LogStore) => {
  const get: Operation<GetLogEventsRequest, GetLogEventsResponse> = {
    needs: ({ logGroupName = '', logStreamName = '' }) => [
      { action: 'logs:GetLogEvents', resource: `${logGroupArn(kernel, logGroupName)}:log-stream:${logStreamName}` },
    ],
    run(input) {
      const stream = store.expectStream(input.logGroupName, input.logStreamName);
      const limit = Math.min(input.limit ?? MOST_EVENTS, MOST_EVENTS);
      const last = store.last(stream);
      const tail = input.startFromHead === true ? 0 : Math.max(0, last - limit);
      const after = input.nextToken === undefined ? tail : Number(input.nextToken.split('/')[1]);
      const events = store.read(stream, after, limit);
      return {
        events: events
          .filter((event) => within(event, input.startTime, input.endTime))
          .map(({ t, i, m }) => ({ timestamp: t, ingestionTime: i, message: m })),
        nextForwardToken: `f/${events.at(-1)?.n ?? after}`,
        nextBackwardToken: `b/${Math.max(0, (events[0]?.n ?? 1) - 1 - limit)}`,
      };
    },
  };
  const namesOf = (input: FilterLogEventsRequest): readonly LogStream[] => {
    const group = store.expectGroup(input.logGroupName ?? input.logGroupIdentifier?.split(':log-group:').at(-1)).name;
    const named = input.logStreamNames;
    const prefixed = store.streams(group, input.logStreamNamePrefix ?? '');
    return named === undefined ? prefixed : prefixed.filter(({ name }) => named.includes(name));
  };
  const all = function* (stream: LogStream): Generator<StoredEvent> {
    for (let after = 0; ; ) {
      const page = store.read(stream, after, PAGE);
      yield* page;
      after = page.at(-1)?.n ?? after;
      if (page.length < PAGE) return;
    }
  };
  const filter: Operation<FilterLogEventsRequest, FilterLogEventsResponse> = {
    needs: ({ logGroupName = '' }) => [
      { action: 'logs:FilterLogEvents', resource: `${logGroupArn(kernel, logGroupName)}:log-stream:` },
    ],
    run(input) {
      const matches = compileFilterPattern(input.filterPattern ?? '');
      const found = namesOf(input).flatMap((stream) =>
        [...all(stream)]
          .filter((event) => within(event, input.startTime, input.endTime) && matches(event.m))
          .map(({ n, t, i, m }) => ({
            logStreamName: stream.name,
            timestamp: t,
            ingestionTime: i,
            message: m,
            eventId: String(n).padStart(20, '0'),
          })),
      );
      found.sort((a, b) => a.timestamp - b.timestamp);
      const from = Number(input.nextToken ?? 0);
      const limit = Math.min(input.limit ?? MOST_EVENTS, MOST_EVENTS);
      return {
        events: found.slice(from, from + limit),
        searchedLogStreams: [],
        ...(found.length > from + limit ? { nextToken: String(from + limit) } : {}),
      };
    },
  };
  return { GetLogEvents: get, FilterLogEvents: filter };
};

export const logsOperations = (kernel: Kernel, store: LogStore): Readonly<Record<string, AnyOperation>> => ({
  ...writing(kernel, store),
  ...describing(kernel, store),
  ...reading(kernel, store),
});
