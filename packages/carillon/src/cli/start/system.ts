import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Standing } from '@carillon/local/cloud';

/** The stack's outputs that a client from outside needs; each is a CfnOutput of infra/. */
const OUTPUTS = [
  'ArchiveBucketName',
  'DatastoreEndpoint',
  'DatastoreId',
  'LedgerTableName',
  'PatientTableName',
  'SiteTableName',
  'StateMachineArn',
  'UserPoolClientId',
  'UserPoolId',
  'WebSocketUrl',
] as const;

export type Outputs = Readonly<Record<(typeof OUTPUTS)[number], string>>;

/** The system as a client sees it: its outputs, and clients pointed at its endpoint. */
export interface System {
  readonly endpoint: string;
  readonly outputs: Outputs;
  /** URLs of the dead-letter queues: queues that another queue, a rule or a pipe sends its failures to. */
  deadLetterQueues(): readonly string[];
  readonly dynamodb: DynamoDBDocumentClient;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly cognito: CognitoIdentityProviderClient;
}

/** @throws Error when the template lacks an output that the story needs. */
const outputsOf = ({ deployment }: Standing): Outputs => {
  const byName = new Map(
    [...deployment().outputs].map(([key, value]) => [key.split('.').at(-1) ?? key, String(value)]),
  );
  const missing = OUTPUTS.filter((name) => !byName.has(name));
  if (missing.length > 0) throw new Error(`the template has no output ${missing.join(', ')}: see infra/*-stack.ts`);
  return Object.fromEntries(OUTPUTS.map((name) => [name, byName.get(name) ?? ''])) as Outputs;
};

export const systemOf = (standing: Standing): System => {
  const { endpoint, kernel } = standing;
  const config = { endpoint, region: kernel.region, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  return {
    endpoint,
    outputs: outputsOf(standing),
    deadLetterQueues: () =>
      standing
        .deployment()
        .resources.filter(({ type, logicalId }) => type === 'AWS::SQS::Queue' && /dead/i.test(logicalId))
        .map(({ ref }) => ref),
    dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient(config), {
      marshallOptions: { removeUndefinedValues: true },
    }),
    s3: new S3Client(config),
    sqs: new SQSClient(config),
    cognito: new CognitoIdentityProviderClient(config),
  };
};
