import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { scaledClock } from '../../kernel/clock.ts';
import type { Authorize } from '../../kernel/operations.ts';
import type { HttpSurface, Service, WireResponse } from '../../kernel/service.ts';
import { declared, type TestKernel, testKernel } from '../../kernel/test-kernel.ts';
import { apigatewayWithin } from './service.ts';

type Event = Readonly<Record<string, unknown>> & {
  readonly requestContext: Readonly<Record<string, unknown>> & {
    readonly routeKey: string;
    readonly connectionId: string;
  };
  readonly queryStringParameters?: Readonly<Record<string, string>>;
  readonly body?: string;
};
type Handler = (event: Event) => unknown;

const wall = scaledClock({ speed: 1 });
const until = async (done: () => boolean): Promise<void> => {
  while (!done()) await new Promise<void>((resume) => wall.at(wall.now() + 2, resume));
};

const uri = (name: string): string =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:${name}/invocations`;

const POLICY = (Effect: string, Resource: unknown): object => ({
  principalId: 'ada',
  policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect, Resource }] },
  context: { role: 'nurse', floor: 3, onDuty: true },
});

interface Setting {
  readonly kernel: TestKernel;
  readonly service: Service;
  readonly events: Event[];
  readonly address: string;
  readonly apiId: string;
  connect(query?: string, protocols?: string[]): WebSocket;
  manage(method: string, connectionId: string, body?: string): Promise<WireResponse>;
  close(): Promise<void>;
}

interface SettingOptions {
  readonly file?: string;
  readonly authorizer?: Handler;
  readonly handlers?: Readonly<Record<string, Handler>>;
  readonly authorize?: Authorize;
}

const closers: (() => Promise<void>)[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const listen = async (surface: HttpSurface | undefined): Promise<Server> => {
  const server = createServer();
  server.on('upgrade', (request, socket, head) => surface?.upgrade?.(request, socket, head));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
};

const declareApi = (service: Service, withAuthorizer: boolean): string => {
  const declare = (type: string, id: string, properties: Parameters<typeof declared>[1]): string =>
    service.resources[`AWS::ApiGatewayV2::${type}`]?.declare(declared(id, properties)).ref ?? '';
  const ApiId = declare('Api', 'api', {
    Name: 'api',
    ProtocolType: 'WEBSOCKET',
    RouteSelectionExpression: '$request.body.action',
  });
  declare('Stage', 'stage', { ApiId, StageName: 'main', AutoDeploy: true });
  const integrationId = declare('Integration', 'fn', {
    ApiId,
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: uri('fn'),
  });
  const Target = `integrations/${integrationId}`;
  const AuthorizerId = declare('Authorizer', 'auth', {
    ApiId,
    Name: 'auth',
    AuthorizerType: 'REQUEST',
    AuthorizerUri: uri('auth'),
    IdentitySource: ['route.request.querystring.token'],
  });
  const custom = withAuthorizer ? { AuthorizationType: 'CUSTOM', AuthorizerId } : {};
  declare('Route', 'connect', { ApiId, RouteKey: '$connect', Target, ...custom });
  declare('Route', 'disconnect', { ApiId, RouteKey: '$disconnect', Target });
  const RouteId = declare('Route', 'echo', {
    ApiId,
    RouteKey: 'echo',
    Target,
    RouteResponseSelectionExpression: '$default',
  });
  declare('RouteResponse', 'echoed', { ApiId, RouteId, RouteResponseKey: '$default' });
  declare('Route', 'quiet', { ApiId, RouteKey: 'quiet', Target });
  return ApiId;
};

const open = async (options: SettingOptions = {}): Promise<Setting> => {
  const { file, authorize, authorizer, handlers = {} } = options;
  const kernel = testKernel({
    ...(file === undefined ? {} : { file }),
    ...(authorize === undefined ? {} : { authorize }),
  });
  const events: Event[] = [];
  kernel.targets.register('lambda', {
    invoke: async (arn, { payload }) => {
      const event = JSON.parse(payload) as Event;
      const handler = arn.endsWith(':auth') ? authorizer : handlers[event.requestContext.routeKey];
      if (!arn.endsWith(':auth')) events.push(event);
      try {
        return { ok: true, payload: JSON.stringify((await handler?.(event)) ?? { statusCode: 200 }) };
      } catch (error) {
        const errorMessage = error instanceof Error ? error.message : '';
        return { ok: false, error: 'Error', cause: '', payload: JSON.stringify({ errorType: 'Error', errorMessage }) };
      }
    },
  });
  const service = kernel.add(apigatewayWithin({ leastWallMilliseconds: 0 }));
  const apiId = declareApi(service, authorizer !== undefined);
  const surface = service.http?.[0];
  const server = await listen(surface);
  service.start?.();
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}/_aws/execute-api/${apiId}/main`;
  const close = async (): Promise<void> => {
    await service.stop?.();
    await new Promise((resolve) => server.close(resolve));
  };
  closers.push(close);
  return {
    kernel,
    service,
    events,
    address,
    apiId,
    close,
    connect: (query = '', protocols = []) => new WebSocket(`ws://${address}${query}`, protocols),
    manage: (method, connectionId, body = '') => {
      const url = new URL(`http://${address}/@connections/${encodeURIComponent(connectionId)}`);
      const call = { caller: 'arn:aws:iam::000000000000:role/notifier', requestId: 'r' };
      if (surface === undefined) throw new Error('no surface');
      return surface.handle({ method, url, headers: {}, body: Buffer.from(body), call });
    },
  };
};

const opened = (socket: WebSocket): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
const closed = (socket: WebSocket): Promise<number> => new Promise((resolve) => socket.once('close', resolve));
const next = (socket: WebSocket): Promise<string> =>
  new Promise((resolve) => socket.once('message', (data: Buffer) => resolve(data.toString())));
const refusedWith = (socket: WebSocket): Promise<number | undefined> =>
  new Promise((resolve) => {
    socket.on('error', () => undefined);
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
  });
const routes = (setting: Setting): readonly string[] =>
  setting.events.map(({ requestContext }) => requestContext.routeKey);

describe('a WebSocket connection', () => {
  it('connects, is routed by $request.body.action, answers, and disconnects', async () => {
    const setting = await open({ handlers: { echo: ({ body }) => ({ statusCode: 200, body: `you said ${body}` }) } });
    const socket = setting.connect('?subject=run&subject=order');
    await opened(socket);
    expect(setting.events[0]).toMatchObject({
      headers: { Upgrade: 'websocket' },
      queryStringParameters: { subject: 'order' },
      multiValueQueryStringParameters: { subject: ['run', 'order'] },
      isBase64Encoded: false,
      requestContext: {
        routeKey: '$connect',
        eventType: 'CONNECT',
        messageDirection: 'IN',
        stage: 'main',
        apiId: setting.apiId,
        domainName: `${setting.apiId}.execute-api.us-east-1.amazonaws.com`,
        connectedAt: Date.parse('2026-11-23T20:00:00Z'),
        requestTime: '23/Nov/2026:20:00:00 +0000',
      },
    });
    socket.send('{"action":"echo"}');
    expect(await next(socket)).toBe('you said {"action":"echo"}');
    socket.send('{"action":"nobody"}');
    expect(JSON.parse(await next(socket))).toMatchObject({ message: 'Forbidden' });
    socket.close(4000, 'enough');
    await until(() => setting.events.length === 3);
    expect(setting.events[2]?.requestContext).toMatchObject({
      routeKey: '$disconnect',
      eventType: 'DISCONNECT',
      disconnectStatusCode: 4000,
      disconnectReason: 'enough',
    });
  });

  it('hands on parameters that are named like members of every object', async () => {
    const setting = await open();
    await opened(setting.connect('?__proto__=a&constructor=b&constructor=c'));
    const { queryStringParameters } = setting.events[0] ?? {};
    expect(Object.entries(queryStringParameters ?? {})).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'c'],
    ]);
  });

  it('hears of a failing function, and nothing of one that has no response', async () => {
    const handlers = {
      quiet: ({ body }: Event) => {
        if (body?.includes('fail')) throw new Error('no');
        return { statusCode: 200, body: 'unheard' };
      },
    };
    const setting = await open({ handlers });
    const socket = setting.connect();
    await opened(socket);
    socket.send('{"action":"quiet"}');
    socket.send('{"action":"quiet","fail":true}');
    const { connectionId } = setting.events[0]?.requestContext ?? {};
    expect(JSON.parse(await next(socket))).toMatchObject({ message: 'Internal server error', connectionId });
  });

  it('is refused when $connect answers anything but 2xx, or fails', async () => {
    const setting = await open({
      handlers: {
        $connect: ({ queryStringParameters }) => {
          if (queryStringParameters?.fail === '1') throw new Error('no');
          return { statusCode: 418 };
        },
      },
    });
    expect(await refusedWith(setting.connect())).toBe(418);
    expect(await refusedWith(setting.connect('?fail=1'))).toBe(502);
    await setting.kernel.clock.advance(0);
    expect(routes(setting)).toEqual(['$connect', '$connect']);
  });

  it('agrees on the protocol that $connect names, and on none otherwise', async () => {
    const answering = await open({
      handlers: { $connect: () => ({ statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'notices' } }) },
    });
    const socket = answering.connect('', ['other', 'notices']);
    await opened(socket);
    expect(socket.protocol).toBe('notices');
    const silent = (await open()).connect('', ['notices']);
    await expect(opened(silent)).rejects.toThrow('Server sent no subprotocol');
  });

  it('to an unknown stage or API is refused', async () => {
    const setting = await open();
    const to = (path: string): Promise<number | undefined> =>
      refusedWith(new WebSocket(`ws://${setting.address.replace(/\/[^/]+\/main$/, path)}`));
    expect(await to('/nobody/main')).toBe(403);
    expect(await to(`/${setting.apiId}/other`)).toBe(403);
    expect(await to(`/${setting.apiId}/main/@connections`)).toBe(403);
  });
});

describe('an authorizer', () => {
  it('lets in whom its policy allows, and its context goes with every event', async () => {
    let seen: Event | undefined;
    const setting = await open({
      authorizer: (event) => {
        seen = event;
        return POLICY('Allow', event.methodArn);
      },
    });
    const socket = setting.connect('?token=good');
    await opened(socket);
    expect(seen).toMatchObject({
      type: 'REQUEST',
      methodArn: `arn:aws:execute-api:us-east-1:000000000000:${setting.apiId}/main/$connect`,
      queryStringParameters: { token: 'good' },
      requestContext: { eventType: 'CONNECT', apiId: setting.apiId },
    });
    socket.send('{"action":"quiet"}');
    await until(() => setting.events.length === 2);
    socket.terminate();
    await until(() => setting.events.length === 3);
    for (const { requestContext } of setting.events)
      expect(requestContext.authorizer).toMatchObject({
        principalId: 'ada',
        role: 'nurse',
        floor: '3',
        onDuty: 'true',
      });
    expect(setting.events[2]?.requestContext).toMatchObject({ disconnectStatusCode: 1006 });
  });

  it.each<[string, string, Handler, number]>([
    ['gets no token', '', () => POLICY('Allow', '*'), 401],
    ['gets an empty token', '?token=', () => POLICY('Allow', '*'), 401],
    ['denies', '?token=x', () => POLICY('Deny', '*'), 403],
    ['allows another method', '?token=x', () => POLICY('Allow', 'arn:aws:execute-api:*:*:other/main/$connect'), 403],
    ['throws Unauthorized', '?token=x', () => Promise.reject(new Error('Unauthorized')), 401],
    ['throws anything else', '?token=x', () => Promise.reject(new Error('unauthorized')), 500],
    ['answers nonsense', '?token=x', () => ({ isAuthorized: true }), 500],
    ['puts an object into the context', '?token=x', () => ({ ...POLICY('Allow', '*'), context: { a: {} } }), 500],
  ])('that %s refuses', async (_name, query, authorizer, status) => {
    const setting = await open({ authorizer });
    expect(await refusedWith(setting.connect(query))).toBe(status);
    expect(setting.events).toEqual([]);
  });
});

describe('@connections', () => {
  it('posts to a connection, tells about it and closes it; then it is gone', async () => {
    const setting = await open();
    const socket = setting.connect();
    await opened(socket);
    const id = setting.events[0]?.requestContext.connectionId ?? '';
    const [message] = await Promise.all([next(socket), setting.manage('POST', id, '{"notice":"fertig ✓"}')]);
    expect(message).toBe('{"notice":"fertig ✓"}');
    const about = await setting.manage('GET', id);
    expect(JSON.parse(String(about.body))).toMatchObject({
      connectedAt: '2026-11-23T20:00:00.000Z',
      identity: { sourceIp: '127.0.0.1' },
    });
    const [code] = await Promise.all([closed(socket), setting.manage('DELETE', id)]);
    expect(code).toBe(1000);
    await until(() => routes(setting).includes('$disconnect'));
    await expect(setting.manage('POST', id, 'late')).rejects.toMatchObject({ code: 'GoneException', status: 410 });
    await expect(setting.manage('POST', 'nobody=', 'x')).rejects.toMatchObject({ code: 'GoneException' });
  });

  it('is judged by the stage and connection it is about', async () => {
    const needed: string[] = [];
    const setting = await open({
      authorize: (_caller, permissions) => void needed.push(...permissions.map(({ resource }) => resource)),
    });
    await expect(setting.manage('POST', 'abc=', 'x')).rejects.toMatchObject({ code: 'GoneException' });
    expect(needed).toEqual([`arn:aws:execute-api:us-east-1:000000000000:${setting.apiId}/main/POST/@connections/abc=`]);
  });

  it('takes no message over 128 KB', async () => {
    const setting = await open();
    const socket = setting.connect();
    await opened(socket);
    const id = setting.events[0]?.requestContext.connectionId ?? '';
    await expect(setting.manage('POST', id, 'x'.repeat(131_073))).rejects.toMatchObject({ status: 413 });
    await setting.manage('POST', id, 'x'.repeat(131_072));
  });
});

describe('limits', () => {
  it('a frame over 32 KB closes with 1009; smaller frames make a message up to 128 KB', async () => {
    const setting = await open({ handlers: { echo: ({ body }) => ({ statusCode: 200, body: String(body?.length) }) } });
    const socket = setting.connect();
    await opened(socket);
    socket.send('{"action":"echo","text":"', { fin: false });
    for (let part = 0; part < 3; part += 1) socket.send('x'.repeat(32_768), { fin: false });
    socket.send('"}', { fin: true });
    expect(await next(socket)).toBe(String(98_304 + 27));
    socket.send(JSON.stringify({ action: 'echo', text: 'x'.repeat(32_768) }));
    expect(await closed(socket)).toBe(1009);
  });

  it('a binary frame closes with 1003', async () => {
    const socket = (await open()).connect();
    await opened(socket);
    socket.send(Buffer.from([1, 2, 3]));
    expect(await closed(socket)).toBe(1003);
  });

  it('ten idle minutes or two hours close with 1001', async () => {
    const setting = await open();
    const [idle, busy] = [setting.connect(), setting.connect()];
    await Promise.all([opened(idle), opened(busy)]);
    const id = setting.events[1]?.requestContext.connectionId ?? '';
    const other = setting.events[0]?.requestContext.connectionId ?? '';
    const gone = closed(idle);
    for (let minute = 0; minute < 119; minute += 1) {
      if (minute < 9) await setting.manage('POST', other, 'keep');
      await setting.manage('POST', id, 'keep');
      await setting.kernel.clock.advance(60_000);
    }
    expect(await gone).toBe(1001);
    expect(busy.readyState).toBe(busy.OPEN);
    const over = closed(busy);
    await setting.kernel.clock.advance(60_000);
    expect(await over).toBe(1001);
  });
});

describe('after a crash', () => {
  it('$disconnect is told for the connections that the journal still holds, once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gate-'));
    folders.push(folder);
    const file = join(folder, 'cloud.sqlite');
    const before = await open({ file, authorizer: () => POLICY('Allow', '*') });
    const socket = before.connect('?token=x');
    await opened(socket);
    const id = before.events[0]?.requestContext.connectionId;
    await before.close();
    before.kernel.journal.close();

    const after = await open({ file });
    await until(() => after.events.length === 1);
    expect(after.events[0]?.requestContext).toMatchObject({
      routeKey: '$disconnect',
      connectionId: id,
      disconnectStatusCode: 1006,
      authorizer: { principalId: 'ada' },
    });
    await expect(after.manage('POST', id ?? '', 'x')).rejects.toMatchObject({ code: 'GoneException' });
    await until(() => after.kernel.journal.table('apigateway_connections').count() === 0);
    await after.kernel.journal.durable();
    await after.close();
    after.kernel.journal.close();
    const third = await open({ file });
    await third.kernel.clock.advance(1_000);
    expect(third.events).toEqual([]);
  });
});
