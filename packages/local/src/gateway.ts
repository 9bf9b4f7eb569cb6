import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { AwsError, isAwsError } from './kernel/errors.ts';
import type { Identity } from './kernel/identity.ts';
import type { Journal } from './kernel/journal.ts';
import type { Operations } from './kernel/operations.ts';
import type { HttpSurface, WireResponse } from './kernel/service.ts';
import type { Exchange, Incoming } from './wire/exchange.ts';
import { bodyOf, headersOf, send } from './wire/http-message.ts';
import { jsonError, jsonRpc } from './wire/json-rpc.ts';
import { isQuery, query, queryError } from './wire/query.ts';
import { rest } from './wire/rest.ts';

/** What the gateway leads to, once the services stand. */
export interface Behind {
  readonly operations: Operations;
  readonly journal: Journal;
  readonly identity: Identity;
  readonly surfaces: readonly HttpSurface[];
  /** The principal that an access key id stands for; root when it is none of this cloud's. */
  callerOf(accessKeyId: string | undefined): string;
  report(error: unknown, where: string): void;
}

export interface Gateway {
  readonly port: number;
  readonly endpoint: string;
  /** Until then every request is answered 503. */
  open(behind: Behind): void;
  close(): Promise<void>;
}

/** Credential=<access key id>/<date>/<region>/<service>/aws4_request (IAM User Guide, "Signature Version 4"). */
const credentialOf = (request: Incoming): { readonly accessKeyId?: string; readonly service?: string } => {
  const text = request.headers.authorization ?? '';
  const credential =
    /Credential=([^,\s]+)/.exec(text)?.[1] ?? request.url.searchParams.get('X-Amz-Credential') ?? undefined;
  if (credential === undefined) return {};
  const parts = credential.split('/');
  const [accessKeyId, service] = [parts[0], parts.at(-2)];
  return { ...(accessKeyId === undefined ? {} : { accessKeyId }), ...(service === undefined ? {} : { service }) };
};

/** An unsigned request with a path is taken as S3's: that is how a browser follows an object's address. */
const exchangeFor = (request: Incoming, service: string | undefined): Exchange => {
  const scope = service ?? 's3';
  const exchange = jsonRpc(request) ?? query(scope, request) ?? rest(scope, request);
  if (exchange !== undefined) return exchange;
  throw new AwsError('UnknownOperationException', `There is no local service ${scope}.`, { status: 501 });
};

const asAwsError = (error: unknown, behind: Behind, where: string): AwsError => {
  if (isAwsError(error)) return error;
  behind.report(error, where);
  return new AwsError('InternalFailure', 'The local cloud failed; its log says why.', { fault: 'server' });
};

const runExchange = async (
  exchange: Exchange,
  behind: Behind,
  call: Incoming & { caller: string; requestId: string },
): Promise<WireResponse> => {
  const { service } = exchange.model;
  try {
    const output = await behind.operations.call(service, exchange.operation, await exchange.input(), call);
    await behind.journal.durable();
    return exchange.answer(output);
  } catch (error) {
    return exchange.refuse(asAwsError(error, behind, `${service}:${exchange.operation}`));
  }
};

/** A page of another site may point its name at this machine (DNS rebinding): only loopback names are answered. */
const isLoopback = (host: string | undefined): boolean =>
  /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:\d+)?$/.test(host ?? '') || /\.localhost(:\d+)?$/.test(host ?? '');

const foreign: WireResponse = { status: 403, body: 'This cloud answers to loopback names only.' };

const respond = async (message: IncomingMessage, behind: Behind, requestId: string): Promise<WireResponse> => {
  if (!isLoopback(message.headers.host)) return foreign;
  const body = await bodyOf(message);
  const url = new URL(message.url ?? '/', 'http://127.0.0.1');
  const request = { method: message.method ?? 'GET', url, headers: headersOf(message), body: body ?? new Uint8Array() };
  if (body === undefined)
    return jsonError(new AwsError('RequestEntityTooLarge', 'The body is larger than 256 MiB.', { status: 413 }));
  const { accessKeyId, service } = credentialOf(request);
  const call = { caller: behind.callerOf(accessKeyId), requestId };
  const surface = surfaceFor(behind.surfaces, url.pathname);
  try {
    if (surface === undefined) return await runExchange(exchangeFor(request, service), behind, { ...request, ...call });
    const answer = await surface.handle({ ...request, call });
    await behind.journal.durable();
    return answer;
  } catch (error) {
    const refusal = asAwsError(error, behind, `${request.method} ${surface?.prefix ?? url.pathname}`);
    return surface === undefined && isQuery(request) ? queryError(refusal) : jsonError(refusal);
  }
};

const surfaceFor = (surfaces: readonly HttpSurface[], path: string): HttpSurface | undefined =>
  surfaces.find(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`));

const notYet: WireResponse = {
  status: 503,
  headers: { 'content-type': 'application/json', 'retry-after': '1' },
  body: JSON.stringify({ __type: 'ServiceUnavailable', message: 'The local cloud is still starting.' }),
};

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });

/**
 * AWS's wire protocols on one loopback port. Every answer waits for the journal, so what was acknowledged is durable.
 * @throws the listen error (`EADDRINUSE`) when the port is taken.
 */
export const openGateway = async (port: number): Promise<Gateway> => {
  let behind: Behind | undefined;
  const answer = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = behind?.identity.uuid() ?? '00000000-0000-0000-0000-000000000000';
    send(response, behind === undefined ? notYet : await respond(message, behind, requestId), requestId);
  };
  const server = createServer((message, response) => {
    answer(message, response).catch((error: unknown) => {
      behind?.report(error, 'gateway');
      response.destroy();
    });
  });
  server.on('upgrade', (message: IncomingMessage, socket: Duplex, head: Buffer) => {
    const surface = surfaceFor(behind?.surfaces ?? [], new URL(message.url ?? '/', 'http://127.0.0.1').pathname);
    if (!isLoopback(message.headers.host)) socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    else if (surface?.upgrade === undefined) socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
    else surface.upgrade(message, socket, head);
  });
  await listen(server, port);
  const bound = (server.address() as AddressInfo).port;
  return {
    port: bound,
    endpoint: `http://127.0.0.1:${bound}`,
    open(next) {
      behind = next;
    },
    async close() {
      behind = undefined;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
};
