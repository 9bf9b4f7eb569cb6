import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Project } from '../../project.ts';
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

const isUrl = (source: string, url: string): string => {
  if (URL.canParse(url)) return url;
  throw new UsageError(`${source} takes a URL such as ${LOCAL}, not ${url}.`);
};

const LOOPBACK = /^https?:\/\/(127\.|localhost\b|\[::1\])/;

/** The local cloud's address, by the variable that every client of AWS reads. @throws UsageError */
const localEndpoint = (given: Given): string => {
  const [named, everywhere] = [textOf(given, 'endpoint'), process.env.AWS_ENDPOINT_URL];
  if (named !== undefined) return isUrl('--endpoint', named);
  return everywhere === undefined || everywhere === '' ? LOCAL : isUrl('AWS_ENDPOINT_URL', everywhere);
};

/** An account is meant: the SDK would follow AWS_ENDPOINT_URL all the same. @throws UsageError */
const accountConfig = (given: Given): ClientConfig => {
  const [profile, region] = [textOf(given, 'profile'), textOf(given, 'region')];
  if (given.endpoint !== undefined) throw new UsageError('Choose --endpoint, or --profile and --region.');
  if (LOOPBACK.test(process.env.AWS_ENDPOINT_URL ?? ''))
    throw new UsageError('AWS_ENDPOINT_URL leads to this machine: unset it to ask an account.');
  return { ...(profile === undefined ? {} : { profile }), ...(region === undefined ? {} : { region }) };
};

/** @throws UsageError when nothing can be meant */
export const cloudOf = (given: Given, { config: { stackPrefix } }: Project): Cloud => {
  const isAws = given.profile !== undefined || given.region !== undefined;
  const client = isAws ? accountConfig(given) : localConfig(localEndpoint(given));
  return {
    where:
      client.endpoint ??
      [client.profile ?? 'the environment', client.region].filter((part) => part !== undefined).join(' in '),
    dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient(client)),
    lambda: new LambdaClient(client),
    s3: new S3Client(client),
    sfn: new SFNClient(client),
    sqs: new SQSClient(client),
    prefix: textOf(given, 'prefix') ?? stackPrefix,
  };
};

/** What was asked for is not there, or cannot be done: exit code 1, with what to do about it. */
export class OperateError extends Error {
  readonly code: string;
  readonly fix: string;
  constructor(code: string, message: string, fix: string) {
    super(message);
    this.name = 'OperateError';
    this.code = code;
    this.fix = fix;
  }
}

/** Runs a command on a cloud; a failure is printed with its fix, as JSON when asked for. */
export const operating = async (
  given: Given,
  project: Project,
  act: (cloud: Cloud) => Promise<number>,
): Promise<number> => {
  const cloud = cloudOf(given, project);
  try {
    return await act(cloud);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const failure = failureOf(error, cloud);
    if (given.json === true) console.log(JSON.stringify({ ok: false, ...failure }));
    else console.error(`carillon: ${failure.code}: ${failure.message}\n  fix: ${failure.fix}`);
    return 1;
  }
};

const failureOf = (
  error: unknown,
  { where }: Cloud,
): { readonly code: string; readonly message: string; readonly fix: string } => {
  if (error instanceof OperateError) return { code: error.code, message: error.message, fix: error.fix };
  const {
    name = 'Error',
    message = String(error),
    code,
  } = Object(error) as Partial<Record<'name' | 'message' | 'code', string>>;
  if (code === 'ECONNREFUSED' || message.includes('ECONNREFUSED'))
    return {
      code: 'NO_CLOUD',
      message: `no cloud answers at ${where}`,
      fix: 'npm start in another terminal, or --endpoint, or --profile.',
    };
  if (/Region is missing/.test(message))
    return {
      code: 'NO_REGION',
      message: `${where} names no region, or is no profile of ~/.aws/config`,
      fix: 'Name it by --region, or correct --profile: aws configure list-profiles names those there are.',
    };
  if (/Credentials|ExpiredToken|SSO/.test(name))
    return { code: name, message, fix: 'Sign in to the profile (aws sso login --profile …), then again.' };
  return { code: name, message, fix: 'The service refused: its message says why; permissions are the usual cause.' };
};
