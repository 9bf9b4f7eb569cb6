import { createHash, randomUUID } from 'node:crypto';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { ListExecutionsCommand } from '@aws-sdk/client-sfn';
import type { Erasure, Subject } from '../../erasure.ts';
import { type Cloud, OperateError } from '../operate/cloud.ts';
import { liveQueues } from '../operate/dead-letters.ts';
import { archiveBucket, bucketNamed, stateMachineArn, tableNamed } from '../operate/stack-names.ts';
import { deadLettersAbout, type FoundMessages } from './dead-letters.ts';
import { claimsIn, type Found, foundInBuckets, parquetBeside, removeFrom } from './stored-copies.ts';
import type { Wanted } from './subject.ts';

/** What of a subject is where: counts, and nothing of its data. */
export interface Holdings {
  readonly places: readonly { readonly place: string; readonly objects: number; readonly lines: number }[];
  readonly deadLetters: readonly FoundMessages[];
  /** Queues with messages that no consumer has taken yet, whoever they are about: SQS deletes them after four days. */
  readonly waiting: readonly FoundMessages[];
}

/** An erasure of one subject in one application. */
export interface Request {
  readonly subject: Subject;
  readonly application: Erasure;
}

const wantedOf = ({ subject, application }: Request): Wanted => ({
  subject,
  refersTo: (value, who) => application.refersTo?.(value, who) ?? false,
});

const summed = (found: readonly Found[]): Holdings['places'] =>
  [...Map.groupBy(found, ({ place }) => place)].map(([place, those]) => ({
    place,
    objects: those.length,
    lines: those.reduce((sum, { lines }) => sum + lines, 0),
  }));

const waitingIn = async (cloud: Cloud): Promise<readonly FoundMessages[]> =>
  (await liveQueues(cloud)).filter(({ messages }) => messages > 0).map(({ queue, messages }) => ({ queue, messages }));

const foundFor = (cloud: Cloud, request: Request): Promise<readonly Found[]> =>
  foundInBuckets(cloud, wantedOf(request), request.application.buckets ?? []);

/** Looks everywhere, and changes nothing. */
export const holdingsOf = async (cloud: Cloud, request: Request): Promise<Holdings> => ({
  places: summed(await foundFor(cloud, request)),
  deadLetters: await deadLettersAbout(cloud, wantedOf(request), false),
  waiting: await waitingIn(cloud),
});

export const isNothing = ({ places, deadLetters }: Holdings): boolean => places.length + deadLetters.length === 0;

/** What a source still publishes of the subject would be archived after the erasure. @throws OperateError SOURCE_HOLDS */
const expectNoSource = async (cloud: Cloud, { subject, application }: Request): Promise<void> => {
  const held = await application.source?.(subject, {
    dynamodb: cloud.dynamodb,
    s3: cloud.s3,
    tableNamed: (construct) => tableNamed(cloud, construct),
    bucketNamed: (construct) => bucketNamed(cloud, construct),
  });
  if (held !== undefined) throw new OperateError('SOURCE_HOLDS', held.message, held.fix);
};

/** A run reads its files while it goes on, so none of them may be removed then. @throws OperateError RUN_ACTIVE */
const expectNoRun = async (cloud: Cloud, workflow: string): Promise<void> => {
  const { executions = [] } = await cloud.sfn.send(
    new ListExecutionsCommand({
      stateMachineArn: await stateMachineArn(cloud, workflow),
      statusFilter: 'RUNNING',
      maxResults: 1,
    }),
  );
  if (executions.length > 0)
    throw new OperateError(
      'RUN_ACTIVE',
      `a run of ${workflow} is reading files`,
      `Erase again when it has ended: carillon runs list --workflow ${workflow}.`,
    );
};

/** One object for what is written twice: that it was begun, and what came of it. It names the subject by a digest alone. */
const recordOf = async (
  cloud: Cloud,
  { field, value }: Subject,
): Promise<{ key: string; put: (state: object) => Promise<void> }> => {
  const at = new Date().toISOString();
  const key = `erasures/year=${at.slice(0, 4)}/month=${at.slice(5, 7)}/${randomUUID()}.json`;
  const Bucket = await archiveBucket(cloud);
  const subjectSha256 = createHash('sha256').update(value).digest('hex');
  const put = async (state: object): Promise<void> => {
    const Body = JSON.stringify({ at, field, subjectSha256, ...state });
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: key, Body, ContentType: 'application/json' }));
  };
  return { key, put };
};

/** What an erasure has done. */
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
  request: Request,
  progress: (done: number, of: number) => void,
): Promise<Erased> => {
  await expectNoSource(cloud, request);
  for (const workflow of request.application.workflows ?? []) await expectNoRun(cloud, workflow);
  const found = await foundFor(cloud, request);
  const record = await recordOf(cloud, request.subject);
  await record.put({ state: 'begun' });
  const wanted = { ...wantedOf(request), claims: claimsIn(found) };
  for (const [index, each] of found.entries()) {
    await removeFrom(cloud, each, wanted);
    progress(index + 1, found.length);
  }
  // A copy that was made meanwhile (carillon archive parquet --put) may be of the events as they were.
  for (const each of await parquetBeside(cloud, found)) await removeFrom(cloud, each, wanted);
  const deadLetters = await deadLettersAbout(cloud, wanted, true);
  const left = await holdingsOf(cloud, request);
  const removed: Holdings = { places: summed(found), deadLetters, waiting: left.waiting };
  await record.put({ state: isNothing(left) ? 'done' : 'left over', ...removed });
  return { removed, left, record: record.key };
};
