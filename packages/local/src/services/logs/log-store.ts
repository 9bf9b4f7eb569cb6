import { AwsError } from '../../kernel/errors.ts';
import type { Journal } from '../../kernel/journal.ts';

export interface LogGroup {
  readonly name: string;
  readonly createdAt: number;
  readonly retentionInDays?: number;
}

export interface LogStream {
  readonly group: string;
  readonly name: string;
  readonly createdAt: number;
  readonly firstEvent?: number;
  readonly lastEvent?: number;
  readonly lastIngestion?: number;
}

interface LogEvent {
  /** When it happened, as the writer says. */
  readonly t: number;
  /** When it arrived. */
  readonly i: number;
  readonly m: string;
}

export interface StoredEvent extends LogEvent {
  readonly n: number;
}

export interface LogStore {
  group(name: string): LogGroup | undefined;
  putGroup(group: LogGroup): void;
  removeGroup(name: string): void;
  groups(prefix: string): readonly LogGroup[];
  /** @throws AwsError ResourceNotFoundException */
  expectGroup(name: string | undefined): LogGroup;
  /** @throws AwsError ResourceNotFoundException */
  expectStream(group: string | undefined, name: string | undefined): LogStream;
  stream(group: string, name: string): LogStream | undefined;
  putStream(stream: LogStream): void;
  streams(group: string, prefix: string): readonly LogStream[];
  append(stream: LogStream, events: readonly LogEvent[]): void;
  /** Events behind number `after`, in the order in which they came. */
  read(stream: LogStream, after: number, limit: number): readonly StoredEvent[];
  last(stream: LogStream): number;
}

const notFound = (what: string): AwsError =>
  new AwsError('ResourceNotFoundException', `The specified log ${what} does not exist.`);

export const logStoreIn = (journal: Journal): LogStore => {
  const groups = journal.table<LogGroup>('logs_groups');
  const streams = journal.table<LogStream>('logs_streams');
  const events = journal.log<LogEvent>('logs_events');
  // A group's name has no bar (API Reference, CreateLogGroup).
  const place = (group: string, name: string): string => `${group}|${name}`;
  const partition = ({ group, name }: LogStream): string => place(group, name);
  return {
    group: (name) => groups.get(name),
    putGroup: (group) => groups.put(group.name, group),
    removeGroup(name) {
      for (const [key, stream] of streams.scan({ prefix: place(name, '') })) {
        events.trim(key, events.last(partition(stream)));
        streams.delete(key);
      }
      groups.delete(name);
    },
    groups: (prefix) => groups.scan({ prefix }).map(([, group]) => group),
    expectGroup(name = '') {
      const found = groups.get(name);
      if (found === undefined) throw notFound('group');
      return found;
    },
    expectStream(group = '', name = '') {
      if (groups.get(group) === undefined) throw notFound('group');
      const found = streams.get(place(group, name));
      if (found === undefined) throw notFound('stream');
      return found;
    },
    stream: (group, name) => streams.get(place(group, name)),
    putStream: (stream) => streams.put(partition(stream), stream),
    streams: (group, prefix) => streams.scan({ prefix: place(group, prefix) }).map(([, stream]) => stream),
    append(stream, added) {
      for (const event of added) events.append(partition(stream), event);
      const times = added.map(({ t }) => t);
      streams.put(partition(stream), {
        ...stream,
        firstEvent: Math.min(stream.firstEvent ?? Number.POSITIVE_INFINITY, ...times),
        lastEvent: Math.max(stream.lastEvent ?? 0, ...times),
        lastIngestion: added.at(-1)?.i ?? 0,
      });
    },
    read: (stream, after, limit) =>
      events.read(partition(stream), after, limit).map(({ n, entry }) => ({ ...entry, n })),
    last: (stream) => events.last(partition(stream)),
  };
};
