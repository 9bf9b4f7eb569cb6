import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Given, UsageError } from '../command.ts';

/** SDK clients of one cloud, and the names of what the stacks made in it. */
export interface Cloud {
  readonly where: string;
  readonly dynamodb: DynamoDBDocumentClient;
  readonly lambda: LambdaClient;
  readonly s3: S3Client;
  readonly sfn: SFNClient;
  readonly sqs: SQSClient;
  readonly prefix: string;
}

const textOf = (given: Given, name: string): string | undefined => {
  const value = given[name];
  return typeof value === 'string' ? value : undefined;
};

interface ClientConfig {
  readonly endpoint?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly maxAttempts?: number;
}

const localConfig = (endpoint: string): ClientConfig => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  maxAttempts: 2,
});

const LOCAL = 'http://127.0.0.1:4747';

/** @throws UsageError when nothing can be meant */
export const cloudOf = (given: Given): Cloud => {
  const [profile, region, endpoint] = ['profile', 'region', 'endpoint'].map((name) => textOf(given, name));
  const isAws = profile !== undefined || region !== undefined;
  if (isAws && endpoint !== undefined) throw new UsageError('Choose --endpoint, or --profile and --region.');
  if (endpoint !== undefined && !URL.canParse(endpoint))
    throw new UsageError(`--endpoint takes a URL such as ${LOCAL}, not ${endpoint}.`);
  const config: ClientConfig = isAws
    ? { ...(profile === undefined ? {} : { profile }), ...(region === undefined ? {} : { region }) }
    : localConfig(endpoint ?? LOCAL);
  return {
    where: isAws
      ? [profile ?? 'the environment', region].filter((part) => part !== undefined).join(' in ')
      : (endpoint ?? LOCAL),
    dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient(config)),
    lambda: new LambdaClient(config),
    s3: new S3Client(config),
    sfn: new SFNClient(config),
    sqs: new SQSClient(config),
    prefix: textOf(given, 'prefix') ?? 'Carillon',
  };
};

/** What was asked for is not there, or cannot be done: exit code 1, with the way out. */
export class OperateError extends Error {
  readonly code: string;
  readonly mend: string;
  constructor(code: string, message: string, mend: string) {
    super(message);
    this.name = 'OperateError';
    this.code = code;
    this.mend = mend;
  }
}

/** Names are made by CloudFormation from stack and construct: `<stack>-<construct>...`, buckets in lower case. */
const only = ({ prefix, where }: Cloud, names: readonly (string | undefined)[], part: string): string => {
  const has = (name: string, text: string): boolean => name.toLowerCase().includes(text.toLowerCase());
  const found = names.filter((name) => name !== undefined && has(name, prefix) && has(name, part)) as readonly string[];
  const [name] = found;
  if (name !== undefined && found.length === 1) return name;
  const mend = 'Name the cloud by --endpoint or --profile, and its stacks by --prefix.';
  throw new OperateError('NOT_FOUND', `${where} has ${found.length} of ${prefix}…${part}`, mend);
};

export const archiveBucket = async (cloud: Cloud): Promise<string> => {
  const { Buckets = [] } = await cloud.s3.send(new ListBucketsCommand({}));
  return only(
    cloud,
    Buckets.map(({ Name }) => Name),
    'ArchiveBucket',
  );
};

export const ledgerTable = async (cloud: Cloud): Promise<string> => {
  const { TableNames = [] } = await cloud.dynamodb.send(new ListTablesCommand({}));
  return only(cloud, TableNames, 'LedgerTable');
};

export const stateMachineArn = async (cloud: Cloud): Promise<string> => {
  const { stateMachines = [] } = await cloud.sfn.send(new ListStateMachinesCommand({}));
  return only(
    cloud,
    stateMachines.map((machine) => machine.stateMachineArn),
    'FhirExport',
  );
};

/** URLs of all queues of the stacks. */
export const queueUrls = async ({ sqs, prefix }: Cloud): Promise<readonly string[]> => {
  const urls: string[] = [];
  let token: string | undefined;
  do {
    const more = token === undefined ? {} : { NextToken: token };
    const page = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: prefix, MaxResults: 1_000, ...more }));
    urls.push(...(page.QueueUrls ?? []));
    token = page.NextToken;
  } while (token !== undefined);
  return urls.toSorted();
};

export const nameOfQueue = (url: string): string => url.split('/').at(-1) ?? url;

/** Runs an act; what it cannot do is told with the way out, as JSON when asked for. */
export const operating = async (given: Given, act: (cloud: Cloud) => Promise<number>): Promise<number> => {
  const cloud = cloudOf(given);
  try {
    return await act(cloud);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const told = failureOf(error, cloud);
    if (given.json === true) console.log(JSON.stringify({ ok: false, ...told }));
    else console.error(`carillon: ${told.code}: ${told.message}\n  mend: ${told.mend}`);
    return 1;
  }
};

const failureOf = (
  error: unknown,
  { where }: Cloud,
): { readonly code: string; readonly message: string; readonly mend: string } => {
  if (error instanceof OperateError) return { code: error.code, message: error.message, mend: error.mend };
  const {
    name = 'Error',
    message = String(error),
    code,
  } = Object(error) as Partial<Record<'name' | 'message' | 'code', string>>;
  if (code === 'ECONNREFUSED' || message.includes('ECONNREFUSED'))
    return {
      code: 'NO_CLOUD',
      message: `nobody answers at ${where}`,
      mend: 'npm start in another terminal, or --endpoint, or --profile.',
    };
  if (/Credentials|ExpiredToken|SSO/.test(name))
    return { code: name, message, mend: 'Sign in to the profile (aws sso login --profile …), then again.' };
  return { code: name, message, mend: 'The service refused: its message says why; permissions are the usual cause.' };
};
