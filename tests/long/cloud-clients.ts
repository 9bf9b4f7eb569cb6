import { AthenaClient } from '@aws-sdk/client-athena';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GlueClient } from '@aws-sdk/client-glue';
import { HealthLakeClient } from '@aws-sdk/client-healthlake';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Unmodified SDK clients of another process: an endpoint, and credentials that are nobody's. */
export interface CloudClients {
  readonly athena: AthenaClient;
  readonly dynamodb: DynamoDBDocumentClient;
  readonly events: EventBridgeClient;
  readonly glue: GlueClient;
  readonly healthlake: HealthLakeClient;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
  readonly sfn: SFNClient;
  readonly sqs: SQSClient;
}

export const clientsAt = (endpoint: string): CloudClients => {
  const config = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'outside', secretAccessKey: 'outside' } };
  return {
    athena: new AthenaClient(config),
    dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient(config)),
    events: new EventBridgeClient(config),
    glue: new GlueClient(config),
    healthlake: new HealthLakeClient(config),
    lambda: new LambdaClient(config),
    logs: new CloudWatchLogsClient(config),
    s3: new S3Client(config),
    sfn: new SFNClient(config),
    sqs: new SQSClient(config),
  };
};

/** The one name that contains a construct's name; names of AWS are generated, so a client from outside has to look. */
const only = (names: readonly (string | undefined)[], part: string): string => {
  const found = names.filter((name) => name?.toLowerCase().includes(part.toLowerCase()));
  const [name] = found;
  if (name === undefined || found.length > 1) throw new Error(`${part}: ${found.length} of ${names.join(', ')}`);
  return name;
};

export const tableNamed = async ({ dynamodb }: CloudClients, part: string): Promise<string> =>
  only((await dynamodb.send(new ListTablesCommand({}))).TableNames ?? [], part);

export const bucketNamed = async ({ s3 }: CloudClients, part: string): Promise<string> =>
  only(
    ((await s3.send(new ListBucketsCommand({}))).Buckets ?? []).map(({ Name }) => Name),
    part,
  );

export const queueNamed = async ({ sqs }: CloudClients, part: string): Promise<string> =>
  only((await sqs.send(new ListQueuesCommand({}))).QueueUrls ?? [], part);

export const stateMachine = async ({ sfn }: CloudClients): Promise<string> =>
  only(
    ((await sfn.send(new ListStateMachinesCommand({}))).stateMachines ?? []).map((each) => each.stateMachineArn),
    '',
  );
