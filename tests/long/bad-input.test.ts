import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { DescribeExecutionCommand, SendTaskFailureCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { GetCommand, PutCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import type { Session } from '../../demo/notices.ts';
import { type ArchivedEvent, archivedEvents, archivedLines } from './archived-events.ts';
import { bucketNamed, queueNamed, stateMachine, tableNamed } from './cloud-clients.ts';
import { fhirFolder } from './fhir-folder.ts';
import { sessionAt } from './session.ts';
import { demoPlayed, type StandingCarillon, standingCarillon } from './standing-carillon.ts';
import { waitUntil } from './wait-until.ts';

const PROTOCOL = 'carillon.v1';
const NOTE = 'The parish clerk wrote this down at length. '.repeat(9_000);
const LARGE = {
  resourceType: 'DocumentReference',
  id: 'large-1',
  status: 'current',
  content: [{ attachment: { contentType: 'text/plain', data: Buffer.from(NOTE).toString('base64') } }],
};

let cloud: StandingCarillon;
/** Slow enough that a client from outside can step between the export of a file and its reading. */
beforeAll(async () => {
  cloud = await standingCarillon('--speed', '10', '--fhir', (await fhirFolder(12, [LARGE])).path);
  await spoilAFile();
  await demoPlayed(cloud);
});
afterAll(async () => {
  expect(await cloud.stop()).toBe(0);
});

const BAD_LINES = ['{"resourceType":"Patient","id":', '{"resourceType":"Patient"}', '{"id":"typeless"}'];
let spoiled: { readonly key: string; readonly lines: number };

/** Adds bad lines to a file that the first run's job has just written. */
const spoilAFile = async (): Promise<void> => {
  const { s3 } = cloud.clients;
  const Bucket = await bucketNamed(cloud.clients, 'ExportBucket');
  const Key = await waitUntil(
    'an exported file of patients',
    async () => (await s3.send(new ListObjectsV2Command({ Bucket }))).Contents?.find(isPatientFile)?.Key,
    (key) => key !== undefined,
  );
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  const lines = ((await Body?.transformToString()) ?? '').trimEnd().split('\n');
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: [...lines, ...BAD_LINES, ''].join('\n') }));
  spoiled = { key: Key ?? '', lines: lines.length };
};

const isPatientFile = ({ Key }: { readonly Key?: string | undefined }): boolean =>
  /Patient-.*\.ndjson$/.test(Key ?? '');

const archived = (what: string, isIt: (event: ArchivedEvent) => boolean): Promise<ArchivedEvent> =>
  waitUntil(
    what,
    async () => (await archivedEvents(cloud.clients)).find(isIt),
    (event) => event !== undefined,
  ).then((event) => event as ArchivedEvent);

const trigger = async (): Promise<string> => {
  const start = new StartExecutionCommand({ stateMachineArn: await stateMachine(cloud.clients), input: '{}' });
  return (await cloud.clients.sfn.send(start)).executionArn ?? '';
};

describe('lines of an exported file that are no resources', () => {
  it('are told by file and line, in an event, in the result of the run and in the archive; the others go on', async () => {
    const isIt = ({ detail }: ArchivedEvent): boolean => (detail.data.file as { key?: string })?.key === spoiled.key;
    const { detail } = await archived('the file', isIt);
    const at = spoiled.lines;
    expect(detail.data).toMatchObject({
      resources: at,
      rejected: 3,
      rejections: [
        { line: at + 1, code: 'NOT_JSON' },
        { line: at + 2, code: 'NO_ID' },
        { line: at + 3, code: 'NO_TYPE' },
      ],
    });
    const run = await archived(
      'the run',
      (event) => event['detail-type'] === 'ExportRunCompleted' && event.detail.data.runId === detail.data.runId,
    );
    expect(run.detail.data.rejected).toBe(3);
    const reasons = (await archivedLines(cloud.clients, 'errors/type=ExportFileRejection')).map((line) =>
      JSON.parse(line),
    );
    expect(reasons.map(({ file, line, code }) => [file, line, code])).toEqual([
      [spoiled.key, at + 1, 'NOT_JSON'],
      [spoiled.key, at + 2, 'NO_ID'],
      [spoiled.key, at + 3, 'NO_TYPE'],
    ]);
    expect(JSON.stringify(reasons)).not.toContain('typeless');
  });
});

describe('a resource larger than the bus takes', () => {
  it('travels as a claim, which the archive keeps and the consumers could follow', async () => {
    const { detail } = await archived('it', (event) => event.detail.data.resourceId === LARGE.id);
    expect(detail.data).not.toHaveProperty('resource');
    const { claim } = detail.metadata as { claim?: { bucket: string; key: string; sha256: string; bytes: number } };
    const { Body } = await cloud.clients.s3.send(new GetObjectCommand({ Bucket: claim?.bucket, Key: claim?.key }));
    const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
    expect(bytes.byteLength).toBeGreaterThan(256 * 1024);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(claim?.sha256);
    expect(JSON.parse(Buffer.from(bytes).toString()).data.resource).toMatchObject(LARGE);
    // The notifier follows each claim before it looks at the event, and had no trouble.
    const QueueUrl = await queueNamed(cloud.clients, 'WebsocketNotifierDeadLetters');
    const { Messages } = await cloud.clients.sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(Messages ?? []).toEqual([]);
  });
});

describe('triggers and failures of runs', () => {
  it('a second trigger while a run is active is skipped, and a failed run leaves its window to the next', async () => {
    const { dynamodb, sfn } = cloud.clients;
    const callbacks = await tableNamed(cloud.clients, 'CallbackTable');
    const before = new Set(
      (await dynamodb.send(new ScanCommand({ TableName: callbacks }))).Items?.map(({ runId }) => runId),
    );
    await trigger();
    const active = await waitUntil(
      'a waiting run',
      async () => {
        const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: callbacks }));
        return Items.find(({ runId }) => !before.has(runId));
      },
      (item) => item !== undefined,
    );
    const second = await trigger();
    await waitUntil(
      'the end of the second trigger',
      () => sfn.send(new DescribeExecutionCommand({ executionArn: second })),
      ({ status }) => status === 'SUCCEEDED',
    );
    await sfn.send(
      new SendTaskFailureCommand({ taskToken: String(active?.token), error: 'EXPORT_BROKE', cause: 'said by a test' }),
    );
    const skipped = await archived(
      'the skipped trigger',
      (event) => event['detail-type'] === 'ExportRunSkipped' && event.detail.data.activeRunId === active?.runId,
    );
    expect(skipped.detail.data.reason).toBe('RUN_ACTIVE');
    const failed = await archived(
      'the failed run',
      (event) => event['detail-type'] === 'ExportRunFailed' && event.detail.data.runId === active?.runId,
    );
    expect(failed.detail.data.error).toMatchObject({ code: 'EXPORT_BROKE' });
    const next = await archived(
      'the next run',
      ({ 'detail-type': type, detail: { data } }) =>
        type === 'ExportRunStarted' && String(data.until) > String(failed.detail.data.until),
    );
    expect(next.detail.data.since).toBe(failed.detail.data.since);
  });
});

describe('a poison message', () => {
  it('ends in the dead-letter queue with its reason, and the consumer goes on', async () => {
    const { sqs, dynamodb } = cloud.clients;
    const queue = await queueNamed(cloud.clients, 'PatientToFhirQueue');
    await sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: 'this is no event' }));
    const QueueUrl = await queueNamed(cloud.clients, 'PatientToFhirDeadLetters');
    const [letter] = await waitUntil(
      'the dead letter',
      async () =>
        (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'] }))).Messages ?? [],
      (messages) => messages.length > 0,
    );
    expect(letter?.Body).toBe('this is no event');
    expect(letter?.MessageAttributes?.errorCode?.StringValue).toMatch(/^[A-Z_]+$/);
    const patient = { patientId: 'after-poison', name: 'Example, After', itemType: 'Patient' };
    const key = { id: 'PATIENT#after-poison', sk: 'PATIENT#after-poison' };
    await dynamodb.send(
      new PutCommand({ TableName: await tableNamed(cloud.clients, 'PatientTable'), Item: { ...key, ...patient } }),
    );
    await archived('its FHIR resource', ({ detail }) => detail.data.resourceId === 'after-poison');
  });
});

const session = (): Promise<Session> => sessionAt(cloud.endpoint);

/** The handshake's answer: 101, or the status of its refusal. */
const handshake = (url: string, protocols: readonly string[]): Promise<number> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url, [...protocols]);
    socket.on('open', () => {
      socket.close();
      resolve(101);
    });
    socket.on('unexpected-response', (_, response) => {
      socket.terminate();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', (error) => reject(error));
  });

describe('connections', () => {
  it('without or with a bad token are refused', async () => {
    const { url, token } = await session();
    expect(await handshake(url, [PROTOCOL, `bearer.${token}`])).toBe(101);
    const [head = '', body = '', signature = ''] = token.split('.');
    const bad = [
      [],
      [PROTOCOL],
      [PROTOCOL, 'bearer.nonsense'],
      [PROTOCOL, `bearer.${head}.${body}.${signature.split('').reverse().join('')}`],
    ];
    for (const protocols of bad) expect([401, 403], protocols.join()).toContain(await handshake(url, protocols));
  });

  it('that are gone are dropped from the roster', async () => {
    const { dynamodb } = cloud.clients;
    const TableName = await tableNamed(cloud.clients, 'ConnectionTable');
    const subscribers = async (): Promise<readonly string[]> => {
      const query = new QueryCommand({
        TableName,
        KeyConditionExpression: 'PK = :subject',
        ExpressionAttributeValues: { ':subject': 'SUBJECT#sites' },
      });
      return ((await dynamodb.send(query)).Items ?? []).map(({ connectionId }) => String(connectionId));
    };
    const known = new Set(await subscribers());
    const { url, token } = await session();
    const socket = new WebSocket(url, [PROTOCOL, `bearer.${token}`]);
    await once(socket, 'open');
    socket.send(JSON.stringify({ action: 'subscribe', subjects: ['sites'] }));
    const [mine] = (await waitUntil('the subscription', subscribers, (ids) => ids.some((id) => !known.has(id)))).filter(
      (id) => !known.has(id),
    );
    // One that went without a word: it is on the roster, and API Gateway has forgotten it.
    const ghost = { connectionId: 'Z2hvc3Q=', userId: 'nobody', expiresAt: 9_999_999_999 };
    const ghostKey = { PK: 'CONN#Z2hvc3Q=', SK: 'CONN#Z2hvc3Q=' };
    await dynamodb.send(new PutCommand({ TableName, Item: { ...ghostKey, ...ghost, subjects: new Set(['sites']) } }));
    await dynamodb.send(new PutCommand({ TableName, Item: { ...ghost, PK: 'SUBJECT#sites', SK: ghostKey.SK } }));
    socket.terminate();
    const site = { id: 'ghost-hunt', siteId: '9', name: 'oxygen', createdAtTime: Date.now(), valueOne: 1, valueTwo: 2 };
    await dynamodb.send(new PutCommand({ TableName: await tableNamed(cloud.clients, 'SiteTable'), Item: site }));
    await waitUntil('both gone', subscribers, (ids) => !ids.includes(mine ?? '') && !ids.includes(ghost.connectionId));
    expect((await dynamodb.send(new GetCommand({ TableName, Key: ghostKey }))).Item).toBeUndefined();
  });
});
