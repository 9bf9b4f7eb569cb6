import {
  allow,
  allowGet,
  allowPut,
  allowResume,
  type EventBus,
  type OwnQueues,
  type SettingsFor,
  type StackResources,
  type Use,
  use,
  type WebSocketApi,
  type Workflow,
} from '@carillon/constructs';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Fn } from 'aws-cdk-lib/core';
import type { ExportDataStack } from './data-stack.ts';
import type { FhirDatastore } from './fhir-datastore.ts';

/** What the data stack stores, as far as functions use it. */
type Data = Pick<ExportDataStack, 'archive' | 'connections' | 'counts' | 'datastore' | 'exports' | 'signIn'>;

/** The workflows whose waiting runs may be resumed; their own tasks are made before them and cannot have it. */
interface InWorkflow extends Data {
  readonly workflows: readonly Workflow[];
}

interface InEdge extends Data {
  readonly webSocket: WebSocketApi;
}

const EXPORT_PREFIX = 'exports';

/** "Actions defined by AWS HealthLake": a job runs in a role that its starter passes on. */
const passToHealthLake = ({ exportRole }: FhirDatastore): PolicyStatement => {
  const statement = allow(['iam:PassRole'], exportRole.roleArn);
  statement.addCondition('StringEquals', { 'iam:PassedToService': 'healthlake.amazonaws.com' });
  return statement;
};

/**
 * What a `function.ts` of this application may list under `uses`, besides the uses of every application, and what each
 * gives: environment and permissions together. A use of `workflow` or `edge` places its function in that stack.
 */
export const uses = {
  shared: {
    counts: ({ counts }: Data): Use =>
      use({ COUNTS_TABLE_NAME: counts.tableName }, allow(['dynamodb:PutItem', 'dynamodb:UpdateItem'], counts.tableArn)),
    'fhir-patient': ({ datastore }: Data): Use =>
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
    /** The function's own queue, to look again later. */
    'poll-queue': ({ queue }: OwnQueues): Use | undefined =>
      queue && use({ POLL_QUEUE_URL: queue.queueUrl }, allow(['sqs:SendMessage'], queue.queueArn)),
    'read-exports': ({ exports }: Data): Use =>
      use({ EXPORT_BUCKET_NAME: exports.bucketName }, allowGet(exports, `${EXPORT_PREFIX}/`)),
    'write-manifest': ({ exports }: Data): Use =>
      use({ EXPORT_BUCKET_NAME: exports.bucketName, EXPORT_PREFIX }, allowPut(exports, `${EXPORT_PREFIX}/`)),
    'write-rejections': ({ archive }: Data): Use =>
      use({ ARCHIVE_BUCKET_NAME: archive.bucketName }, allowPut(archive, 'errors/')),
    'sign-in': ({ signIn: { userPool, client } }: Data): Use =>
      use({
        USER_POOL_CLIENT_ID: client.ref,
        TOKEN_ISSUER: userPool.attrProviderUrl,
        JWKS_URI: Fn.join('/', [userPool.attrProviderUrl, '.well-known/jwks.json']),
      }),
  },
  workflow: {
    'start-export': ({ datastore, exports }: Data): Use =>
      use(
        {
          DATASTORE_ENDPOINT: datastore.endpoint,
          EXPORT_BUCKET_NAME: exports.bucketName,
          EXPORT_PREFIX,
          EXPORT_ROLE_ARN: datastore.exportRole.roleArn,
          EXPORT_KEY_ARN: exports.encryptionKey?.keyArn ?? '',
        },
        allow(['healthlake:ListFHIRExportJobs', 'healthlake:StartFHIRExportJobWithPost'], datastore.arn),
        passToHealthLake(datastore),
      ),
    'describe-export': ({ datastore }: Data): Use =>
      use(
        { DATASTORE_ENDPOINT: datastore.endpoint },
        allow(['healthlake:DescribeFHIRExportJobWithGet'], datastore.arn),
      ),
    resume: ({ workflows }: InWorkflow): Use => use({}, allowResume(...workflows)),
  },
  edge: {
    connections: ({ connections }: Data): Use =>
      use(
        { CONNECTION_TABLE_NAME: connections.tableName },
        allow(
          ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
          connections.tableArn,
        ),
      ),
    'post-to-connections': ({ webSocket }: InEdge): Use => webSocket.post,
  },
};

/** What a `function.ts` of this application may say. */
export type FunctionSettings = SettingsFor<typeof uses>;

/** What functions without a stack of their own are given. */
export const resourcesOf = (data: ExportDataStack, bus: EventBus): StackResources<typeof uses, 'shared'> => {
  const { archive, callbacks, claims, connections, counts, datastore, exports, idempotency, ledger, signIn } = data;
  return { archive, bus, callbacks, claims, connections, counts, datastore, exports, idempotency, ledger, signIn };
};
