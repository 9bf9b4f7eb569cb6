import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { AwsError, isAwsError } from './kernel/errors.ts';
import type { Identity } from './kernel/identity.ts';
import { guarded } from './kernel/isolate.ts';
import type { Journal } from './kernel/journal.ts';
import type { Operations } from './kernel/operations.ts';
import type { HttpSurface, WireResponse } from './kernel/service.ts';
import { refusedRequest, refusedUpgrade } from './wire/admission.ts';
import { type Authenticator, authenticate } from './wire/authentication.ts';
import type { Exchange, Incoming } from './wire/exchange.ts';
import { bodyLimit, errorIn, exchangeFor, isObjectRequest } from './wire/exchanges.ts';
import { bodyOf, headersOf, send } from './wire/http-message.ts';
import { jsonError } from './wire/json-rpc.ts';
import { objectBody } from './wire/object-body.ts';
import { requestTarget } from './wire/request-target.ts';

/** What the gateway leads to, once the services stand. */
export interface Behind {
  readonly operations: Operations;
  readonly journal: Journal;
  readonly identity: Identity;
  readonly surfaces: readonly HttpSurface[];
  readonly authenticator: Authenticator;
  report(error: unknown, where: string): void;
}

/** The one port that all services answer on. */
export interface Gateway {
  readonly port: number;
  readonly endpoint: string;
  /** Until then every request is answered 503. */
  open(behind: Behind): void;
  /** From now on every request is answered 503 with the reason, until it is opened again. */
  suspend(reason: string): void;
  close(): Promise<void>;
}

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

const noPath: WireResponse = { status: 400, body: 'The request target is not a path.' };

const respond = async (message: IncomingMessage, behind: Behind, requestId: string): Promise<WireResponse> => {
  const [method, headers, target] = [message.method ?? 'GET', headersOf(message), requestTarget(message.url)];
  const refused = refusedRequest(method, headers);
  if (refused !== undefined) return { status: 403, body: refused };
  if (target === undefined) return noPath;
  const opening = { ...target, method, headers };
  const surface = surfaceFor(behind.surfaces, target.path);
  try {
    const received = { ...opening, body: await bodyOf(message, bodyLimit(opening)) };
    const call = { caller: authenticate(received, behind.authenticator), requestId };
    const request = surface === undefined && isObjectRequest(opening) ? await objectBody(received) : received;
    if (surface === undefined) return await runExchange(exchangeFor(request), behind, { ...request, ...call });
    const answer = await surface.handle({ ...request, call });
    await behind.journal.durable();
    return answer;
  } catch (error) {
    const refusal = asAwsError(error, behind, `${opening.method} ${surface?.prefix ?? target.path}`);
    return surface === undefined ? errorIn(opening, refusal) : jsonError(refusal, 'application/json');
  }
};

const surfaceFor = (surfaces: readonly HttpSurface[], path: string): HttpSurface | undefined =>
  surfaces.find(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`));

const unavailable = (message: string): WireResponse => ({
  status: 503,
  headers: { 'content-type': 'application/json', 'retry-after': '1' },
  body: JSON.stringify({ __type: 'ServiceUnavailable', message }),
});

/** A client that keeps its half of the connection open is not waited for. */
const hangUp = (socket: Duplex, status: number): void => {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n\r\n`, () => socket.destroy());
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
  let reason = 'The local cloud is still starting.';
  const answer = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = behind?.identity.uuid() ?? '00000000-0000-0000-0000-000000000000';
    send(response, behind === undefined ? unavailable(reason) : await respond(message, behind, requestId), requestId);
  };
  const server = createServer((message, response) => {
    answer(message, response).catch((error: unknown) => {
      behind?.report(error, 'gateway');
      response.destroy();
    });
  });
  const upgrade = (message: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // Once it is taken out of the server's hands, an error that nobody listens for ends the process.
    socket.on('error', () => socket.destroy());
    const target = requestTarget(message.url);
    const surface = surfaceFor(behind?.surfaces ?? [], target?.path ?? '');
    if (refusedUpgrade(headersOf(message)) !== undefined) hangUp(socket, 403);
    else if (target === undefined) hangUp(socket, 400);
    else if (surface?.upgrade === undefined) hangUp(socket, 404);
    else {
      try {
        surface.upgrade(message, socket, head);
      } catch (error) {
        hangUp(socket, 500);
        throw error;
      }
    }
  };
  server.on(
    'upgrade',
    guarded(upgrade, (error, where) => behind?.report(error, where), 'gateway: upgrade'),
  );
  await listen(server, port);
  const bound = (server.address() as AddressInfo).port;
  return {
    port: bound,
    endpoint: `http://127.0.0.1:${bound}`,
    open(next) {
      behind = next;
    },
    suspend(why) {
      behind = undefined;
      reason = why;
    },
    async close() {
      behind = undefined;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
};
