import { createHash, randomUUID } from 'node:crypto';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type Cloud, OperateError } from '../operate/cloud.ts';
import { liveQueues } from '../operate/dead-letters.ts';
import { archiveBucket, patientTable, stateMachineArn } from '../operate/stack-names.ts';
import { type FoundLetters, lettersAbout } from './letters.ts';
import { type Found, foundInBuckets, type PlaceName, parquetBeside, removeFrom } from './places.ts';

/** What of a person lies where, told without a word of it. */
export interface Holdings {
  readonly places: readonly { readonly place: PlaceName; readonly objects: number; readonly lines: number }[];
  readonly deadLetters: readonly FoundLetters[];
  /** Queues with messages that no consumer has acted on yet, whoever they are about: SQS forgets them after four days. */
  readonly waiting: readonly FoundLetters[];
}

const summed = (found: readonly Found[]): Holdings['places'] =>
  [...Map.groupBy(found, ({ place }) => place)].map(([place, those]) => ({
    place,
    objects: those.length,
    lines: those.reduce((sum, { lines }) => sum + lines, 0),
  }));

const waitingIn = async (cloud: Cloud): Promise<readonly FoundLetters[]> =>
  (await liveQueues(cloud)).filter(({ messages }) => messages > 0).map(({ queue, messages }) => ({ queue, messages }));

/** Looks everywhere, and changes nothing. */
export const holdingsOf = async (cloud: Cloud, id: string): Promise<Holdings> => ({
  places: summed(await foundInBuckets(cloud, id)),
  deadLetters: await lettersAbout(cloud, id, false),
  waiting: await waitingIn(cloud),
});

export const isNothing = ({ places, deadLetters }: Holdings): boolean => places.length + deadLetters.length === 0;

/** What is still told of the person would be archived after the erasure. @throws OperateError SOURCE_HOLDS */
const expectNoSource = async (cloud: Cloud, id: string): Promise<void> => {
  const { Count = 0 } = await cloud.dynamodb.send(
    new QueryCommand({
      TableName: await patientTable(cloud),
      KeyConditionExpression: 'id = :id',
      ExpressionAttributeValues: { ':id': `PATIENT#${id}` },
      ConsistentRead: true,
      Limit: 1,
    }),
  );
  if (Count > 0)
    throw new OperateError(
      'SOURCE_HOLDS',
      "the application's table still has items of this person",
      'Delete them, and the resources in HealthLake, first: docs/security.md, "Erasing a person".',
    );
};

/** A run reads its export files by line, so none may go while it does. @throws OperateError RUN_ACTIVE */
const expectNoRun = async (cloud: Cloud): Promise<void> => {
  const { executions = [] } = await cloud.sfn.send(
    new ListExecutionsCommand({
      stateMachineArn: await stateMachineArn(cloud, 'fhir-export'),
      statusFilter: 'RUNNING',
      maxResults: 1,
    }),
  );
  if (executions.length > 0)
    throw new OperateError(
      'RUN_ACTIVE',
      'an export run is reading files',
      'Erase again when it has ended: carillon runs list.',
    );
};

/** One place for what is written twice: that it was begun, and what came of it. The person is there by a digest alone. */
const recordOf = async (cloud: Cloud, id: string): Promise<{ key: string; put: (state: object) => Promise<void> }> => {
  const at = new Date().toISOString();
  const key = `erasures/year=${at.slice(0, 4)}/month=${at.slice(5, 7)}/${randomUUID()}.json`;
  const Bucket = await archiveBucket(cloud);
  const personSha256 = createHash('sha256').update(id).digest('hex');
  const put = async (state: object): Promise<void> => {
    const Body = JSON.stringify({ at, personSha256, ...state });
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: key, Body, ContentType: 'application/json' }));
  };
  return { key, put };
};

export interface Erased {
  readonly removed: Holdings;
  /** What is there after all: nothing, unless something came meanwhile. */
  readonly left: Holdings;
  /** Key in the archive's bucket of the record that it was done. */
  readonly record: string;
}

/**
 * Removes every copy that is found, versions included, and looks once more. Each step finds its work anew, so one that was
 * stopped is done by doing it again.
 * @throws OperateError SOURCE_HOLDS, RUN_ACTIVE
 */
export const erase = async (
  cloud: Cloud,
  id: string,
  progress: (done: number, of: number) => void,
): Promise<Erased> => {
  await expectNoSource(cloud, id);
  await expectNoRun(cloud);
  const found = await foundInBuckets(cloud, id);
  const record = await recordOf(cloud, id);
  await record.put({ state: 'begun' });
  const claims = new Set(found.flatMap(({ place, version }) => (place === 'large events' ? [version.key] : [])));
  for (const [index, each] of found.entries()) {
    await removeFrom(cloud, each, { id, claims });
    progress(index + 1, found.length);
  }
  // Who copied meanwhile (carillon archive parquet --put) may have read the events as they were.
  for (const each of await parquetBeside(cloud, found)) await removeFrom(cloud, each, { id, claims });
  const deadLetters = await lettersAbout(cloud, id, true);
  const left = await holdingsOf(cloud, id);
  const removed: Holdings = { places: summed(found), deadLetters, waiting: left.waiting };
  await record.put({ state: isNothing(left) ? 'done' : 'left over', ...removed });
  return { removed, left, record: record.key };
};
