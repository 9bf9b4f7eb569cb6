import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, bytesOf, type HostileRequest, type Place, send } from './hostile-request.ts';

/** What the cloud's own process says of the time since it was last asked. */
interface Look {
  readonly blockedMs: number;
  readonly reported: readonly string[];
}

const BLOCKED_MS = 1_000;

const work = mkdtempSync(join(tmpdir(), 'attack-'));
let cloud: ChildProcess;
let place: Place;

const table = (name: string): readonly HostileRequest[] =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'cases', `${name}.json`), 'utf8')) as readonly HostileRequest[];

const look = async (): Promise<Look> => {
  const seen = once(cloud, 'message');
  cloud.send('look');
  return (await seen)[0] as Look;
};
const request = (parts: Omit<HostileRequest, 'name' | 'status'>): Promise<Answer> =>
  send(bytesOf({ name: '', status: [], ...parts }, place), place);
const call = async (name: string, input: object): Promise<Record<string, never>> => {
  const { text } = await request({ call: name, body: JSON.stringify(input) });
  return JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4)) as Record<string, never>;
};
const bodyOf = ({ text }: Answer): string => text.slice(text.indexOf('\r\n\r\n') + 4);

/** Alive, at its own work for less than a second at a time, and nothing went wrong that it did not expect. */
const expectUnharmed = async (): Promise<void> => {
  expect(cloud.exitCode).toBeNull();
  const { blockedMs, reported } = await look();
  expect(reported).toEqual([]);
  expect(blockedMs).toBeLessThan(BLOCKED_MS);
  expect(bodyOf(await request({ method: 'GET', target: '/bucket/precious' }))).toBe('precious');
};

beforeAll(async () => {
  cloud = fork(join(import.meta.dirname, 'cloud-process.ts'), [work], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  place = (await once(cloud, 'message'))[0] as Place;
  await request({ method: 'PUT', target: '/bucket/precious', body: 'precious' });
  await look();
});
afterAll(async () => {
  if (cloud.exitCode === null) {
    const ended = once(cloud, 'exit');
    cloud.send('stop');
    await ended;
  }
  rmSync(work, { recursive: true });
});

it('would be noticed to block the event loop', async () => {
  cloud.send('block');
  expect((await look()).blockedMs).toBeGreaterThan(BLOCKED_MS);
});

describe.each(['http', 'web-page', 'json', 's3', 'services'])('hostile input by %s', (name) => {
  it.each(table(name))('$name', async (hostile) => {
    const { status, text } = await send(bytesOf(hostile, place), place);
    expect(hostile.status, text.slice(0, 1_000)).toContain(status);
    expect(text).toContain(hostile.contains ?? '');
    await expectUnharmed();
  });
});

describe('clients that are slow, or leave', () => {
  it('in the middle of a head, of a body, and of an upgrade take nobody with them', async () => {
    const { hostname, port } = new URL(place.endpoint);
    const head = `POST / HTTP/1.1\r\nHost: ${hostname}:${port}\r\n`;
    const texts = [
      'POST / HT',
      head,
      `${head}X-Amz-Target: DynamoDB_20120810.PutItem\r\nContent-Length: 1000\r\n\r\n{"a`,
      `${head}Transfer-Encoding: chunked\r\n\r\n5\r\nhel`,
      `GET /_aws/execute-api/${place.api}/main HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
    ];
    const sockets = Array.from({ length: 50 }, (_, index) => {
      const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
      socket.on('error', () => undefined);
      socket.write(texts[index % texts.length] ?? '');
      return socket;
    });
    await expectUnharmed();
    for (const [index, socket] of sockets.entries()) {
      if (index % 3 === 0) socket.destroy();
      else if (index % 3 === 1) socket.resetAndDestroy();
      else socket.end();
    }
    await expectUnharmed();
    for (const socket of sockets) socket.destroy();
  });
});

describe('a request that fails half way', () => {
  it('leaves the good entries of its batch alone, once each', async () => {
    const detail = (n: number): string => JSON.stringify({ n, id: 0 }).replace('0}', '1234567890123456789}');
    const entry = (Detail: string): object => ({ EventBusName: 'bus', Source: 'attack', DetailType: 't', Detail });
    const Entries = [entry(detail(1)), entry(`{"x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`), entry(detail(3))];
    expect(await call('events PutEvents', { Entries })).toMatchObject({
      FailedEntryCount: 1,
      Entries: [{}, { ErrorCode: 'MalformedDetail' }, {}],
    });
    const { Messages } = await call('sqs ReceiveMessage', { QueueUrl: 'heard', MaxNumberOfMessages: 10 });
    const bodies = (Messages as unknown as readonly { readonly Body: string }[]).map(({ Body }) => Body);
    expect(bodies.toSorted()).toEqual([detail(1), detail(3)]);
    await expectUnharmed();
  });
});

interface HostileMachine {
  readonly name: string;
  readonly definition: object;
  readonly input: string;
  readonly ends: string;
}

describe('a state machine', () => {
  const machines = JSON.parse(
    readFileSync(join(import.meta.dirname, 'cases', 'state-machines.json'), 'utf8'),
  ) as readonly HostileMachine[];

  it.each(machines)('$name', async ({ name, definition, input, ends }) => {
    const machine = {
      name: `m${machines.findIndex((each) => each.name === name)}`,
      definition: JSON.stringify(definition),
    };
    const roleArn = 'arn:aws:iam::000000000000:role/role';
    const { stateMachineArn } = await call('states CreateStateMachine', { ...machine, roleArn });
    const filled = input.replaceAll(/<<(.+?)\*(\d+)>>/g, (_, each: string, times: string) =>
      each.repeat(Number(times)),
    );
    const { executionArn } = await call('states StartExecution', { stateMachineArn, input: filled });
    let execution: Readonly<Record<string, unknown>> = { status: 'RUNNING' };
    while (execution.status === 'RUNNING') {
      execution = await call('states DescribeExecution', { executionArn });
      await expectUnharmed();
    }
    expect(execution).toMatchObject({ status: ends });
  });
});
