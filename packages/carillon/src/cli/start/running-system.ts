import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { GetQueueAttributesCommand, type QueueAttributeName, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { pascalCase } from '@carillon/catalog/names';
import type { Standing } from '@carillon/local/cloud';
import type { AnyWorkflow } from '@carillon/runtime/workflow';
import type { ClientConfig } from '../../demo.ts';
import type { Project } from '../../project.ts';
import { declaredNames } from './declared-names.ts';

/** The system as a client sees it: its outputs, what it has counted, and clients that reach it. */
export interface RunningSystem {
  readonly project: Project;
  readonly standing: Standing;
  /** As they were declared when it was started. */
  readonly workflows: readonly AnyWorkflow[];
  readonly client: ClientConfig;
  readonly dynamodb: DynamoDBDocumentClient;
  readonly s3: S3Client;
  readonly sfn: SFNClient;
  readonly sqs: SQSClient;
}

export const systemOf = (project: Project, workflows: readonly AnyWorkflow[], standing: Standing): RunningSystem => {
  const { endpoint, kernel } = standing;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = { endpoint, region: kernel.region, credentials };
  const dynamodb = DynamoDBDocumentClient.from(new DynamoDBClient(client));
  const [s3, sfn, sqs] = [new S3Client(client), new SFNClient(client), new SQSClient(client)];
  return { project, workflows, standing, client, dynamodb, s3, sfn, sqs };
};

/** Outputs of all stacks by name, without the stack's. */
export const outputsOf = ({ standing }: RunningSystem): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...standing.deployment().outputs].map(([key, value]) => [key.split('.').at(-1) ?? key, String(value)]),
  );

/** What `Ref` gives for the resources of a type, or for those of them whose logical id matches. */
export const refsOf = ({ standing }: RunningSystem, type: string, id: RegExp = /./): readonly string[] =>
  standing
    .deployment()
    .resources.filter((resource) => resource.type === type && id.test(resource.logicalId))
    .map(({ ref }) => ref);

const DEAD_LETTERS = /dead/i;

/** Whether a queue of this name, URL or ARN is one that failures are moved to. */
export const isDeadLetterQueue = (queue: string): boolean => DEAD_LETTERS.test(queue.split(/[:/]/).at(-1) ?? '');

/** URLs of the queues, apart for those that another queue, a rule, a pipe or a handler moves its failures to. */
export const queuesOf = (
  system: RunningSystem,
): { readonly deadLetters: readonly string[]; readonly own: readonly string[] } => {
  const urls = refsOf(system, 'AWS::SQS::Queue');
  return { deadLetters: urls.filter(isDeadLetterQueue), own: urls.filter((url) => !isDeadLetterQueue(url)) };
};

/** The bucket of the archive; undefined where the template has none. */
export const archiveBucketOf = (system: RunningSystem): string | undefined =>
  refsOf(system, 'AWS::S3::Bucket', /archivebucket/i)[0];

const HASH = /[0-9A-F]{8}$/;

/**
 * What a resource is called where people read: the consumer, producer or workflow that it belongs to, by the construct's
 * name (`OrderMailFunction1A2B3C4D` is of order-mail), else its logical id without the hash. An ARN or a `Ref` is given.
 */
export const nameOf = ({ project, standing }: RunningSystem, resource: string): string => {
  const found = standing
    .deployment()
    .resources.find(({ ref, attributes }) => ref === resource || attributes.Arn === resource);
  if (found === undefined) return resource.split(/[:/]/).at(-1) ?? resource;
  const { consumers, producers, workflows } = declaredNames(project.root);
  const [name] = [...consumers, ...producers, ...workflows]
    .filter((each) => found.logicalId.startsWith(pascalCase(each)))
    .toSorted((one, other) => other.length - one.length);
  return name ?? found.logicalId.replace(HASH, '');
};

/** Events of the catalog that the bus has taken, by name. A publisher that tries again is counted again. */
export const publishedOf = ({ project, standing }: RunningSystem): Readonly<Record<string, number>> => {
  const names = new Set(declaredNames(project.root).events);
  return Object.fromEntries(
    standing.meter
      .read()
      .filter(({ action, kind }) => action === 'EventPublished' && names.has(kind))
      .map(({ kind, count }) => [kind, count]),
  );
};

/** How often a service has done something. */
export const countOf = ({ standing }: RunningSystem, service: string, action: string): number =>
  sumOf(
    standing.meter.read().flatMap((each) => (each.service === service && each.action === action ? each.count : [])),
  );

export const sumOf = (counts: Iterable<number>): number => [...counts].reduce((sum, each) => sum + each, 0);

const MESSAGES: QueueAttributeName[] = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'];

/** Messages that lie in queues now, hidden ones as well. */
export const messagesIn = async ({ sqs }: RunningSystem, urls: readonly string[]): Promise<number> => {
  const counts = await Promise.all(
    urls.map(async (QueueUrl) => {
      const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: MESSAGES }));
      return sumOf(Object.values(Attributes).map(Number));
    }),
  );
  return sumOf(counts);
};
