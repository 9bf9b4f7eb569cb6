import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gateway, openGateway } from './gateway.ts';
import type { AnyOperation } from './kernel/operations.ts';
import { type TestKernel, testKernel } from './kernel/test-kernel.ts';

let gateway: Gateway;
let kernel: TestKernel;
const inputs: unknown[] = [];
const echo = (output: unknown): AnyOperation =>
  ({
    needs: () => [],
    run(input: unknown) {
      inputs.push(input);
      return output;
    },
  }) as AnyOperation;

beforeAll(async () => {
  gateway = await openGateway(0);
  kernel = testKernel();
  kernel.operations.register('dynamodb', { PutItem: echo({}) });
  kernel.operations.register('s3', {
    PutObject: echo({ ETag: '"e"' }),
    ListObjectsV2: echo({}),
    DeleteObjects: echo({}),
    GetObject: echo({ Body: new Uint8Array(), ContentType: 'text/\u0416\u0001' }),
  });
  kernel.operations.register('lambda', { Invoke: echo({ StatusCode: 200 }) });
  gateway.open({
    operations: kernel.operations,
    journal: kernel.journal,
    identity: kernel.identity,
    surfaces: [
      {
        prefix: '/socket',
        handle: async () => ({ status: 200 }),
        upgrade() {
          throw new Error('upgrade failed');
        },
      },
    ],
    authenticator: { keyOf: () => undefined, root: 'root', times: () => [] },
    report: kernel.report,
  });
});
afterAll(() => gateway.close());

/** Sends bytes as they are and reads until the server hangs up or has answered. */
const raw = (text: string | Buffer): Promise<string> =>
  new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(gateway.port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (part) => {
      answer += part.toString('latin1');
      if (answer.includes('\r\n\r\n')) socket.end();
    });
    socket.on('close', () => resolve(answer));
    // A server that refuses early resets the connection of who is still sending.
    socket.on('error', (error) => (answer === '' ? reject(error) : resolve(answer)));
  });
const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0);
const request = (line: string, headers = '', body = ''): Promise<string> =>
  raw(`${line} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`);
const upgrade = (target: string): Promise<string> =>
  raw(
    `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
  );

describe('an upgrade', () => {
  it.each(['//', '///', 'http://[', '*', '/\\', '/%zz', '//evil.example/socket'])(
    'of %s is refused',
    async (target) => {
      const status = statusOf(await upgrade(target));
      expect([400, 403, 404]).toContain(status);
    },
  );

  it('whose handler throws is answered and reported', async () => {
    kernel.reported.length = 0;
    expect(statusOf(await upgrade('/socket'))).toBe(500);
    expect(kernel.reported).toEqual([new Error('upgrade failed')]);
  });

  it('that is refused does not keep the gateway from closing, though the client stays', async () => {
    const other = await openGateway(0);
    const socket = connect({ port: other.port, host: '127.0.0.1', allowHalfOpen: true });
    await new Promise<void>((resolve) => {
      socket.on('data', () => resolve());
      socket.write('GET /x HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    });
    await other.close();
    socket.destroy();
  });
});

describe('a request target', () => {
  it.each(['//', '/%zz', '/b/%ff', '/b/%'])('%s is answered 4xx or 501', async (target) => {
    const status = statusOf(await request(`GET ${target}`));
    expect([400, 404, 501]).toContain(status);
  });

  it.each(['http://evil.example/b/k', '*'])('%s that is not a path is refused', async (target) => {
    expect(statusOf(await request(`OPTIONS ${target}`))).toBe(400);
  });

  it('is opaque: dots, slashes and plus signs are part of a key', async () => {
    for (const key of ['a/../b', '.', '..', 'a//b', '/lead', 'a+b', 'x/./y', 'a/']) {
      await request(`PUT /bucket/${key}`);
      expect(inputs.at(-1)).toMatchObject({ Bucket: 'bucket', Key: key });
    }
  });
});

const JSON_HEADERS = 'X-Amz-Target: DynamoDB_20120810.PutItem\r\nContent-Type: application/x-amz-json-1.0\r\n';

describe('a body', () => {
  it.each([
    ['no JSON', '{"a":'],
    ['null', 'null'],
    ['a number', '5'],
    ['a list', '[1]'],
    ['a text', '"x"'],
    ['50,000 lists in one another', `{"Item":{"a":${'[1,'.repeat(0)}${'['.repeat(50_000)}${']'.repeat(50_000)}}}`],
    ['an unpaired surrogate', '{"TableName":"a\\ud800"}'],
  ])('that is %s is refused in the form of its protocol', async (_what, body) => {
    const answer = await request('POST /', JSON_HEADERS, body);
    expect(statusOf(answer)).toBe(400);
    expect(answer).toContain('SerializationException');
  });

  it('that is not UTF-8 is refused', async () => {
    const body = Buffer.from('{"TableName":"\xff"}', 'latin1');
    const head = `POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n${JSON_HEADERS}Content-Length: ${body.length}\r\n\r\n`;
    expect(statusOf(await raw(Buffer.concat([Buffer.from(head), body])))).toBe(400);
  });

  it('of pairs that belong together is taken', async () => {
    expect(statusOf(await request('POST /', JSON_HEADERS, '{"TableName":"\\ud83d\\ude00"}'))).toBe(200);
    expect(inputs.at(-1)).toMatchObject({ TableName: '😀' });
  });

  it.each(['<Delete', 'no xml', '<a><b></a>'])('%s to S3 is MalformedXML', async (body) => {
    const answer = await request('POST /bucket?delete', '', body);
    expect([statusOf(answer), answer.includes('<Code>MalformedXML</Code>')]).toEqual([400, true]);
  });

  it('above the limit is refused: when it has come, or before, when it says that it has no end', async () => {
    expect(statusOf(await request('POST /', JSON_HEADERS, 'x'.repeat(17 * 1024 * 1024)))).toBe(413);
    const head = `POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n${JSON_HEADERS}Content-Length: 9999999999\r\n\r\n`;
    expect(statusOf(await raw(head))).toBe(413);
  });

  it('that breaks off ends its own request alone', async () => {
    kernel.reported.length = 0;
    const socket = connect(gateway.port, '127.0.0.1');
    await new Promise<void>((resolve) =>
      socket.write(`POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n${JSON_HEADERS}Content-Length: 100\r\n\r\n{"a`, () =>
        resolve(),
      ),
    );
    socket.destroy();
    expect(statusOf(await request('POST /', JSON_HEADERS, '{}'))).toBe(200);
    expect(kernel.reported).toEqual([]);
  });
});

const SIMPLE = ['text/plain;charset=UTF-8', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'];
const scope = (service: string): string => `?X-Amz-Credential=a/20260101/us-east-1/${service}/aws4_request`;

describe('a query parameter', () => {
  it.each(['many', '', '1e999', '%F0%9F%98%80'])(
    'that is not a number where one is expected is refused: %s',
    async (value) => {
      const answer = await request(`GET /bucket?list-type=2&max-keys=${value}`);
      expect([statusOf(answer), answer.includes('<Code>InvalidArgument</Code>')]).toEqual([400, true]);
    },
  );
});

describe('a web page', () => {
  it.each(['Origin: http://evil.example', 'Origin: null', 'Sec-Fetch-Site: cross-site'])(
    'that is not of this origin has no say: %s',
    async (header) => {
      const before = inputs.length;
      for (const target of [
        `/2015-03-31/functions/f/invocations${scope('lambda')}`,
        '/bucket?delete',
        '/bucket/key',
        '/socket',
      ])
        expect(statusOf(await request(`POST ${target}`, `${header}\r\n`, '{}'))).toBe(403);
      expect(inputs.length).toBe(before);
    },
  );

  it.each(SIMPLE)('sends no body that a protocol takes without being asked first: %s', async (type) => {
    const before = inputs.length;
    const header = `Content-Type: ${type}\r\n`;
    const answers = [
      await request('POST /', `X-Amz-Target: DynamoDB_20120810.PutItem\r\n${header}`, '{}'),
      await request(`POST /2015-03-31/functions/f/invocations${scope('lambda')}`, header, '{}'),
      await request('POST /bucket?delete', header, '<Delete></Delete>'),
    ];
    expect(answers.map(statusOf)).toEqual([415, 415, 415]);
    expect(inputs.length).toBe(before);
  });

  it('cannot run, frame or embed what it was answered', async () => {
    const answer = (await request('GET /bucket/k')).toLowerCase();
    expect(answer).toContain("content-security-policy: default-src 'none'; sandbox");
    expect(answer).toContain('x-content-type-options: nosniff');
    expect(answer).toContain('cross-origin-resource-policy: same-origin');
  });
});

describe('headers', () => {
  it('that are too large or malformed are refused', async () => {
    expect(statusOf(await request('GET /', `X-A: ${'a'.repeat(100_000)}\r\n`))).toBe(431);
    expect(statusOf(await request('GET /', 'no header\r\n'))).toBe(400);
  });

  it('of an answer are written whatever was stored', async () => {
    expect(statusOf(await request('GET /bucket/k'))).toBe(200);
  });
});
