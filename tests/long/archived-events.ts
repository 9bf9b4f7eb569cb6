import { gunzipSync } from 'node:zlib';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { bucketNamed, type CloudClients } from './cloud-clients.ts';

/** A line of the archive, as far as these journeys look. */
export interface ArchivedEvent {
  readonly 'detail-type': string;
  readonly detail: {
    readonly metadata: { readonly id: string; readonly sequence?: number; readonly stream?: string };
    readonly data: Readonly<Record<string, unknown>>;
  };
}

const keysOf = async ({ s3 }: CloudClients, bucket: string, prefix: string): Promise<readonly string[]> => {
  const keys: string[] = [];
  let token: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        ...(token === undefined ? {} : { ContinuationToken: token }),
      }),
    );
    keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return keys;
};

const linesIn = async ({ s3 }: CloudClients, bucket: string, key: string): Promise<readonly string[]> => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
  return gunzipSync(bytes).toString('utf8').split('\n').filter(Boolean);
};

/** Every line of the archive below a prefix; deliveries are at least once, so an event may be there twice. */
export const archivedLines = async (clients: CloudClients, prefix: string): Promise<readonly string[]> => {
  const bucket = await bucketNamed(clients, 'ArchiveBucket');
  const lines: string[] = [];
  for (const key of await keysOf(clients, bucket, prefix)) lines.push(...(await linesIn(clients, bucket, key)));
  return lines;
};

/** The archive's events, each once by its id. */
export const archivedEvents = async (clients: CloudClients): Promise<readonly ArchivedEvent[]> => {
  const events = (await archivedLines(clients, 'events/')).map((line) => JSON.parse(line) as ArchivedEvent);
  return [...new Map(events.map((event) => [event.detail.metadata.id, event])).values()];
};

export const ofType = (events: readonly ArchivedEvent[], type: string): readonly ArchivedEvent[] =>
  events.filter((event) => event['detail-type'] === type);
