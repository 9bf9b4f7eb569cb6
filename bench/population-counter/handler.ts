import { DynamoDBClient, TransactionCanceledException, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { fhirResourceChanged } from '../../generated/events/fhir/fhir-resource-changed.ts';
import { siteMeasured } from '../../generated/events/site/site-measured.ts';

/**
 * What src/consumers/population-counter does in Rust, for the bench: the same validation by the catalog's own validators,
 * the same transactions, the same answers.
 */
const client = new DynamoDBClient();
const table = process.env.COUNTS_TABLE_NAME ?? '';
const MOST_ACTIONS = 100;
const MARKED_FOR_SECONDS = 90 * 24 * 60 * 60;

interface Occurrence {
  readonly messageId: string;
  readonly eventId: string;
  readonly kind: 'resource' | 'site';
  readonly name: string;
  readonly day: string;
}

interface Envelope {
  readonly 'detail-type': string;
  readonly detail: {
    readonly metadata: { readonly id: string; readonly occurredAt: string };
    readonly data: { readonly resourceType: string; readonly siteId: string };
  };
}

const occurrence = (messageId: string, body: string): Occurrence | undefined => {
  const { 'detail-type': type, detail } = JSON.parse(body) as Envelope;
  const descriptor = [fhirResourceChanged, siteMeasured].find(({ name }) => name === type);
  if (descriptor === undefined || descriptor.validate(detail).length > 0) return undefined;
  const { metadata, data } = detail;
  const counted =
    descriptor === siteMeasured
      ? ({ kind: 'site', name: data.siteId } as const)
      : ({ kind: 'resource', name: data.resourceType } as const);
  return { messageId, eventId: metadata.id, day: metadata.occurredAt.slice(0, 10), ...counted };
};

const keyOf = ({ kind, name, day }: Occurrence): string => `count#${kind}#${name}#${day}`;

const write = async (occurrences: readonly Occurrence[]): Promise<void> => {
  const expiresAt = { N: String(Math.floor(Date.now() / 1_000) + MARKED_FOR_SECONDS) };
  const markers = occurrences.map(({ eventId }) => ({
    Put: {
      TableName: table,
      Item: { pk: { S: `event#${eventId}` }, expiresAt },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  }));
  const counters = [...Map.groupBy(occurrences, keyOf)].map(([pk, those]) => ({
    Update: {
      TableName: table,
      Key: { pk: { S: pk } },
      UpdateExpression: 'SET #kind = :kind, #name = :name, #day = :day ADD #total :growth',
      ExpressionAttributeNames: { '#kind': 'kind', '#name': 'name', '#day': 'day', '#total': 'total' },
      ExpressionAttributeValues: {
        ':kind': { S: those[0]?.kind ?? '' },
        ':name': { S: those[0]?.name ?? '' },
        ':day': { S: those[0]?.day ?? '' },
        ':growth': { N: String(those.length) },
      },
    },
  }));
  await client.send(new TransactWriteItemsCommand({ TransactItems: [...markers, ...counters] }));
};

const count = async (occurrences: readonly Occurrence[]): Promise<void> => {
  if (occurrences.length === 0) return;
  try {
    await write(occurrences);
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const reasons = error.CancellationReasons ?? [];
    const left = occurrences.filter((_, index) => reasons[index]?.Code !== 'ConditionalCheckFailed');
    if (left.length === occurrences.length) throw error;
    await count(left);
  }
};

const planned = (occurrences: readonly Occurrence[]): readonly (readonly Occurrence[])[] => {
  const plans: Occurrence[][] = [];
  for (const each of new Map(occurrences.map((one) => [one.eventId, one])).values()) {
    const last = plans.at(-1);
    const counters = new Set([...(last ?? []), each].map(keyOf)).size;
    if (last !== undefined && last.length + 1 + counters <= MOST_ACTIONS) last.push(each);
    else plans.push([each]);
  }
  return plans;
};

export const handler = async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
  const read = Records.map(({ messageId, body }) => [messageId, occurrence(messageId, body)] as const);
  const failed = read.filter(([, each]) => each === undefined).map(([itemIdentifier]) => ({ itemIdentifier }));
  for (const plan of planned(read.flatMap(([, each]) => each ?? []))) await count(plan);
  return { batchItemFailures: failed };
};
