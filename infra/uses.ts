import { allow, allowEvery, type Use } from '@carillon/constructs/use';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Fn } from 'aws-cdk-lib/core';
import type { FhirDatastore } from './fhir-datastore.ts';
import type { SignIn } from './sign-in.ts';
import type { WebSocketAddress } from './web-socket.ts';

/** What the data stack keeps. */
export interface Kept {
  readonly claims: Bucket;
  readonly exports: Bucket;
  readonly archive: Bucket;
  readonly patients: Table;
  readonly sites: Table;
  readonly ledger: Table;
  readonly callbacks: Table;
  readonly idempotency: Table;
  readonly connections: Table;
  readonly counts: Table;
  readonly datastore: FhirDatastore;
  readonly signIn: SignIn;
}

/** What of the system can be used. What a later stack makes is missing in an earlier one. */
export interface Resources extends Kept {
  readonly bus: EventBus;
  /** Of the workflow whose waiting task may be resumed; its own tasks are made before it and cannot have it. */
  readonly stateMachineArn?: string;
  readonly address?: WebSocketAddress;
}

/** Queues that belong to one function. */
export interface OwnQueues {
  readonly queue?: Queue;
  readonly deadLetters?: Queue;
}

const EXPORT_PREFIX = 'exports';

const use = (environment: Readonly<Record<string, string>>, ...statements: readonly PolicyStatement[]): Use => ({
  environment,
  statements,
});

const OBJECTS = 'Any object below this place: objects come and go, and each has its own key.';

/** What everybody on the bus may use without asking: large events lie in the claim bucket. */
export const readClaims = ({ claims }: Resources): Use =>
  use({ CLAIM_BUCKET_NAME: claims.bucketName }, allowEvery(OBJECTS, ['s3:GetObject'], claims.arnForObjects('*')));

/** The names a `function.json` may list under `uses`, and what each gives: environment and permissions together. */
const table: Readonly<Record<string, (resources: Resources) => Use | undefined>> = {
  publish: ({ bus, claims }) =>
    use(
      { EVENT_BUS_NAME: bus.eventBusName, CLAIM_BUCKET_NAME: claims.bucketName },
      allow(['events:PutEvents'], bus.eventBusArn),
      allowEvery(OBJECTS, ['s3:PutObject'], claims.arnForObjects('*')),
    ),
  idempotency: ({ idempotency }) =>
    use(
      { IDEMPOTENCY_TABLE_NAME: idempotency.tableName },
      allow(
        ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
        idempotency.tableArn,
      ),
    ),
  ledger: ({ ledger }) =>
    use(
      { LEDGER_TABLE_NAME: ledger.tableName },
      allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], ledger.tableArn),
    ),
  counts: ({ counts }) =>
    use({ COUNTS_TABLE_NAME: counts.tableName }, allow(['dynamodb:PutItem', 'dynamodb:UpdateItem'], counts.tableArn)),
  callbacks: ({ callbacks }) =>
    use(
      { CALLBACK_TABLE_NAME: callbacks.tableName },
      allow(['dynamodb:DeleteItem', 'dynamodb:GetItem'], callbacks.tableArn),
    ),
  'resume-execution': ({ stateMachineArn }) =>
    stateMachineArn === undefined
      ? undefined
      : use(
          {},
          allow(['states:SendTaskFailure', 'states:SendTaskHeartbeat', 'states:SendTaskSuccess'], stateMachineArn),
        ),
  'start-export': ({ datastore, exports }) =>
    use(
      {
        DATASTORE_ID: datastore.id,
        DATASTORE_ENDPOINT: datastore.endpoint,
        EXPORT_BUCKET_NAME: exports.bucketName,
        EXPORT_PREFIX,
        EXPORT_ROLE_ARN: datastore.exportRole.roleArn,
        EXPORT_KEY_ARN: exports.encryptionKey?.keyArn ?? '',
      },
      allow(['healthlake:ListFHIRExportJobs', 'healthlake:StartFHIRExportJobWithPost'], datastore.arn),
      passToHealthLake(datastore),
    ),
  'describe-export': ({ datastore }) =>
    use(
      { DATASTORE_ID: datastore.id, DATASTORE_ENDPOINT: datastore.endpoint },
      allow(['healthlake:DescribeFHIRExportJobWithGet'], datastore.arn),
    ),
  'fhir-patient': ({ datastore }) =>
    use(
      { DATASTORE_ENDPOINT: datastore.endpoint },
      allow(
        [
          'healthlake:CreateResource',
          'healthlake:ReadResource',
          'healthlake:UpdateResource',
          'healthlake:VersionReadResource',
        ],
        datastore.arn,
      ),
    ),
  'read-exports': ({ exports }) =>
    use(
      { EXPORT_BUCKET_NAME: exports.bucketName, EXPORT_PREFIX },
      allowEvery(OBJECTS, ['s3:GetObject'], exports.arnForObjects(`${EXPORT_PREFIX}/*`)),
    ),
  'write-manifest': ({ exports }) =>
    use(
      { EXPORT_BUCKET_NAME: exports.bucketName, EXPORT_PREFIX },
      allowEvery(OBJECTS, ['s3:PutObject'], exports.arnForObjects(`${EXPORT_PREFIX}/*`)),
    ),
  'write-rejections': ({ archive }) =>
    use(
      { ARCHIVE_BUCKET_NAME: archive.bucketName },
      allowEvery(OBJECTS, ['s3:PutObject'], archive.arnForObjects('errors/*')),
    ),
  connections: ({ connections }) =>
    use(
      { CONNECTION_TABLE_NAME: connections.tableName },
      allow(
        ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
        connections.tableArn,
      ),
    ),
  'post-to-connections': ({ address }) =>
    address === undefined
      ? undefined
      : use(
          { WEBSOCKET_ENDPOINT: address.url },
          allowEvery(
            'Connections come and go, and API Gateway gives each its id.',
            ['execute-api:ManageConnections'],
            address.connectionsArn,
          ),
        ),
  'sign-in': ({ signIn }) => {
    const issuer = signIn.userPool.attrProviderUrl;
    return use({
      USER_POOL_ID: signIn.userPool.ref,
      USER_POOL_CLIENT_ID: signIn.client.ref,
      TOKEN_ISSUER: issuer,
      JWKS_URI: Fn.join('/', [issuer, '.well-known/jwks.json']),
    });
  },
};

/** "Actions defined by AWS HealthLake": a job runs in a role that its starter passes on. */
const passToHealthLake = ({ exportRole }: FhirDatastore): PolicyStatement => {
  const statement = allow(['iam:PassRole'], exportRole.roleArn);
  statement.addCondition('StringEquals', { 'iam:PassedToService': 'healthlake.amazonaws.com' });
  return statement;
};

/** Uses of a function's own queues: to look again later, and to say why something is a dead letter. */
const ownTable: Readonly<Record<string, (queues: OwnQueues) => Use | undefined>> = {
  'poll-queue': ({ queue }) =>
    queue && use({ POLL_QUEUE_URL: queue.queueUrl }, allow(['sqs:SendMessage'], queue.queueArn)),
  'dead-letters': ({ deadLetters }) =>
    deadLetters &&
    use({ DEAD_LETTER_QUEUE_URL: deadLetters.queueUrl }, allow(['sqs:SendMessage'], deadLetters.queueArn)),
};

/** @throws Error when a function asks for what there is not, naming what there is. */
export const usesOf = (names: readonly string[], resources: Resources, own: OwnQueues = {}): readonly Use[] =>
  names.map((name) => {
    const found = table[name]?.(resources) ?? ownTable[name]?.(own);
    if (found !== undefined) return found;
    const known = [...Object.keys(table), ...Object.keys(ownTable)].sort().join(', ');
    throw new Error(`function.json uses "${name}", which this function cannot have. There are: ${known}.`);
  });

/** The stacks that hold consumers: the bus's own, and those of what a consumer may act on. */
export type Home = 'bus' | 'workflow' | 'edge';

const HOMES: Readonly<Record<string, Home>> = {
  'start-export': 'workflow',
  'describe-export': 'workflow',
  'resume-execution': 'workflow',
  connections: 'edge',
  'post-to-connections': 'edge',
};

/** A consumer lives with what it acts on, and on the bus when that is nothing but data. */
export const homeOf = (uses: readonly string[]): Home => uses.flatMap((name) => HOMES[name] ?? [])[0] ?? 'bus';
