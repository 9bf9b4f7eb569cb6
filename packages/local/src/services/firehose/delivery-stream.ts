import { AwsError } from '../../kernel/errors.ts';
import type { Journal } from '../../kernel/journal.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { type Destination, readDestination } from './destination.ts';

interface StreamRow {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly version: number;
  /** The ExtendedS3DestinationConfiguration as the template has it. */
  readonly destination: JsonObject;
}

export interface DeliveryStream extends Omit<StreamRow, 'destination'> {
  readonly destination: Destination;
}

export interface DeliveryStreams {
  /** Makes it, or brings it to this destination; a changed destination is a new version. @throws RefusedError */
  keep(name: string, made: { readonly arn: string; readonly now: number }, destination: JsonObject): DeliveryStream;
  find(name: string): DeliveryStream | undefined;
  /** @throws AwsError ResourceNotFoundException */
  expect(name: string | undefined, account: string): DeliveryStream;
  remove(name: string): void;
  list(): readonly DeliveryStream[];
}

export const deliveryStreamsIn = (journal: Journal): DeliveryStreams => {
  const table = journal.table<StreamRow>('firehose_streams');
  // A destination is read once a version, not once a record.
  const open = new Map<string, DeliveryStream>();
  const opened = (row: StreamRow): DeliveryStream => {
    const known = open.get(row.name);
    if (known !== undefined) return known;
    const stream = { ...row, destination: readDestination(row.destination) };
    open.set(row.name, stream);
    return stream;
  };
  const find = (name: string): DeliveryStream | undefined => {
    const known = open.get(name);
    if (known !== undefined) return known;
    const row = table.get(name);
    return row === undefined ? undefined : opened(row);
  };
  return {
    find,
    keep(name, { arn, now }, destination) {
      readDestination(destination);
      const before = table.get(name);
      const same = before !== undefined && JSON.stringify(before.destination) === JSON.stringify(destination);
      const version = before === undefined ? 1 : before.version + (same ? 0 : 1);
      const row = { name, arn, createdAt: before?.createdAt ?? now, version, destination };
      table.put(name, row);
      open.delete(name);
      return opened(row);
    },
    expect(name = '', account) {
      const found = find(name);
      if (found !== undefined) return found;
      throw new AwsError('ResourceNotFoundException', `Firehose ${name} under account ${account} not found.`);
    },
    remove(name) {
      table.delete(name);
      open.delete(name);
    },
    list: () => table.scan().map(([, row]) => opened(row)),
  };
};
