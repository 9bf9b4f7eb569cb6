import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gateway, openGateway } from './gateway.ts';
import { AwsError } from './kernel/errors.ts';
import type { AnyOperation, Call, Operation } from './kernel/operations.ts';
import { type TestKernel, testKernel } from './kernel/test-kernel.ts';

const seen: { caller: string; input: unknown }[] = [];
const answering = (output: unknown): AnyOperation => {
  const operation: Operation<unknown, unknown> = {
    needs: () => [],
    run(input: unknown, call: Call) {
      seen.push({ caller: call.caller, input });
      if (output instanceof Error) throw output;
      return output;
    },
  };
  return operation as AnyOperation;
};

const KEY = { secretAccessKey: 'secret', sessionToken: 'token', caller: 'arn:aws:iam::0:role/r' };
let gateway: Gateway;
let kernel: TestKernel;
const config = (): {
  endpoint: string;
  region: string;
  maxAttempts: number;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken: string };
} => ({
  endpoint: gateway.endpoint,
  region: 'us-east-1',
  maxAttempts: 1,
  credentials: { accessKeyId: 'AKIDROLE', secretAccessKey: KEY.secretAccessKey, sessionToken: KEY.sessionToken },
});

beforeAll(async () => {
  gateway = await openGateway(0);
  kernel = testKernel();
  kernel.operations.register('dynamodb', {
    GetItem: answering({ Item: { id: { S: 'a' }, bytes: { B: new Uint8Array([1, 2]) } } }),
  });
  kernel.operations.register('events', {
    PutEvents: answering(new AwsError('ResourceNotFoundException', 'Event bus x does not exist.')),
  });
  kernel.operations.register('s3', {
    DeleteObject: answering({}),
    PutObject: answering({ ETag: '"etag"' }),
    GetObject: answering({
      Body: new TextEncoder().encode('hello'),
      ETag: '"etag"',
      Metadata: { colour: 'red' },
      LastModified: new Date(0),
    }),
    ListBuckets: answering({ Buckets: [{ Name: 'b' }] }),
    ListObjectsV2: answering({
      Name: 'b',
      KeyCount: 1,
      IsTruncated: false,
      Contents: [{ Key: 'a&b', Size: 5, LastModified: new Date(1000) }],
    }),
  });
  kernel.operations.register('lambda', {
    Invoke: answering({ StatusCode: 200, Payload: new TextEncoder().encode('{"ok":true}') }),
  });
  kernel.operations.register('sts', {
    GetCallerIdentity: answering({ Account: '000000000000', Arn: 'arn:aws:iam::0:root', UserId: 'root' }),
  });
  gateway.open({
    operations: kernel.operations,
    journal: kernel.journal,
    identity: kernel.identity,
    surfaces: [
      { prefix: '/plain', handle: async ({ method, url }) => ({ status: 201, body: `${method} ${url.pathname}` }) },
    ],
    authenticator: {
      keyOf: (accessKeyId) => (accessKeyId === 'AKIDROLE' ? KEY : undefined),
      root: 'root',
      times: () => [Date.now()],
    },
    report: (error) => kernel.reported.push(error),
  });
});
afterAll(() => gateway.close());

describe('unmodified SDK clients', () => {
  it('speak AWS JSON, and are known by their access key', async () => {
    const client = new DynamoDBClient(config());
    const { Item } = await client.send(
      new GetItemCommand({ TableName: 't', Key: { id: { S: 'a' }, bin: { B: new Uint8Array([7]) } } }),
    );
    expect(Item?.bytes?.B).toEqual(new Uint8Array([1, 2]));
    expect(seen.at(-1)).toMatchObject({
      caller: 'arn:aws:iam::0:role/r',
      input: { TableName: 't', Key: { bin: { B: new Uint8Array([7]) } } },
    });
  });

  it('get modelled errors by name', async () => {
    const client = new EventBridgeClient(config());
    const put = client.send(new PutEventsCommand({ Entries: [{ Detail: '{}', Time: new Date(5000) }] }));
    await expect(put).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Event bus x does not exist.',
    });
    expect(seen.at(-1)?.input).toEqual({ Entries: [{ Detail: '{}', Time: new Date(5000) }] });
  });

  it('speak REST XML with streams, headers, lists and checksummed chunks', async () => {
    const client = new S3Client(config());
    await client.send(
      new PutObjectCommand({ Bucket: 'b', Key: 'a/b c&d', Body: 'hello', Metadata: { colour: 'red' } }),
    );
    expect(seen.at(-1)?.input).toMatchObject({ Bucket: 'b', Key: 'a/b c&d', Metadata: { colour: 'red' } });
    const sent = seen.at(-1)?.input as { readonly Body: Uint8Array } | undefined;
    expect(Buffer.from(sent?.Body ?? []).toString()).toBe('hello');
    const got = await client.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));
    expect([await got.Body?.transformToString(), got.Metadata, got.ETag, got.LastModified]).toEqual([
      'hello',
      { colour: 'red' },
      '"etag"',
      new Date(0),
    ]);
    const listed = await client.send(new ListObjectsV2Command({ Bucket: 'b', Prefix: 'a/', MaxKeys: 5 }));
    expect(seen.at(-1)?.input).toMatchObject({ Bucket: 'b', Prefix: 'a/', MaxKeys: 5 });
    expect(listed.Contents?.[0]).toMatchObject({ Key: 'a&b', Size: 5, LastModified: new Date(1000) });
  });

  it('speak REST JSON with blob payloads', async () => {
    const answer = await new LambdaClient(config()).send(
      new InvokeCommand({ FunctionName: 'f', Payload: Buffer.from('{"a":1}') }),
    );
    expect(answer.Payload?.transformToString()).toBe('{"ok":true}');
    expect(seen.at(-1)?.input).toMatchObject({ FunctionName: 'f' });
  });

  it('speak AWS Query', async () => {
    expect(await new STSClient(config()).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: '000000000000',
    });
  });
});

describe('the gateway', () => {
  it('leads other HTTP to the surface of its prefix', async () => {
    const answer = await fetch(`${gateway.endpoint}/plain/x`, { method: 'POST' });
    expect([answer.status, await answer.text()]).toEqual([201, 'POST /plain/x']);
  });

  it('answers clients that do not name operations in the query, as the AWS CLI does not', async () => {
    const authorization = 'AWS4-HMAC-SHA256 Credential=AKIDOTHER/20261123/us-east-1/s3/aws4_request';
    const answer = await fetch(`${gateway.endpoint}/`, { headers: { authorization } });
    expect(await answer.text()).toContain('<Name>b</Name>');
    const object = await fetch(`${gateway.endpoint}/b/k`, { headers: { authorization } });
    expect(await object.text()).toBe('hello');
    const gone = await fetch(`${gateway.endpoint}/b/k`, { method: 'DELETE', headers: { authorization } });
    expect(gone.status).toBe(204);
    const put = await fetch(`${gateway.endpoint}/b/k`, { method: 'PUT', headers: { authorization }, body: 'hello' });
    expect([put.status, put.headers.get('etag')]).toEqual([200, '"etag"']);
  });

  it('refuses a service of AWS Query that is not here in its own form', async () => {
    const authorization = 'AWS4-HMAC-SHA256 Credential=AKIDOTHER/20261123/us-east-1/iam/aws4_request';
    const body = new URLSearchParams({ Action: 'CreateRole', Version: '2010-05-08' });
    const answer = await fetch(`${gateway.endpoint}/`, { method: 'POST', headers: { authorization }, body });
    expect(answer.status).toBe(501);
    expect(await answer.text()).toMatch(/^<ErrorResponse>.*<Message>There is no local service iam\.<\/Message>/);
  });

  it('refuses an operation that nobody executes, by name', async () => {
    const client = new LambdaClient(config());
    const { ListFunctionsCommand } = await import('@aws-sdk/client-lambda');
    await expect(client.send(new ListFunctionsCommand({}))).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
  });

  it('answers to loopback names only', async () => {
    const { request } = await import('node:http');
    const status = await new Promise((resolve) => {
      request({ host: '127.0.0.1', port: gateway.port, path: '/plain', headers: { host: 'evil.example' } }, (answer) =>
        resolve(answer.statusCode),
      ).end();
    });
    expect(status).toBe(403);
  });
});
