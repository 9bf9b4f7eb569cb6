import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { isAwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { connect } from './connect.ts';
import type { Connection } from './connection.ts';
import type { Connections } from './connections.ts';
import { FRAME_BYTES, frameMeter, MESSAGE_BYTES } from './frame-meter.ts';
import { type Closing, routeMessage, tellDisconnect } from './message.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import { handshakeOf } from './request-event.ts';
import type { Deployed, WebSocketApis } from './websocket-api.ts';

/** Where clients come in: `/_aws/execute-api/<apiId>/<stage>`. */
export interface WebSocketGate {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells `$disconnect` for the connections that the last process left behind, so that rosters heal. */
  start(): void;
  stop(): Promise<void>;
}

const FORBIDDEN = JSON.stringify({ message: 'Forbidden' });

/** What the disconnect says when the client said nothing (RFC 6455 7.4.1: 1005 and 1006 are never sent). */
const REASONS: Readonly<Record<number, string>> = {
  1001: 'Going away',
  1005: 'Client-side close frame status not set',
  1006: 'Connection closed abnormally',
  1009: 'Message too big',
};

const LOST: Closing = { code: 1006, reason: 'Connection closed abnormally' };

const withoutProtocol = (headers: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(headers)
    .filter(([name]) => name.toLowerCase() !== 'sec-websocket-protocol')
    .map(([name, value]) => `${name}: ${value.replace(/[\r\n]/g, ' ')}`);

const protocolOf = (headers: Readonly<Record<string, string>>): string | undefined =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === 'sec-websocket-protocol')?.[1];

export const webSocketGate = (kernel: Kernel, apis: WebSocketApis, connections: Connections): WebSocketGate => {
  const answers = new WeakMap<IncomingMessage, Readonly<Record<string, string>>>();
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MESSAGE_BYTES,
    // A protocol is agreed on only when $connect's answer names it; a browser that asked for one insists on it.
    handleProtocols: (_offered, request) => protocolOf(answers.get(request) ?? {}) ?? false,
  });
  server.on('headers', (headers, request) => headers.push(...withoutProtocol(answers.get(request) ?? {})));
  let stopping = false;

  const end = async (deployed: Deployed, connection: Connection, closing: Closing): Promise<void> => {
    const facts = { code: closing.code, durationMs: kernel.clock.now() - connection.connectedAt };
    kernel.activity.note({ service: 'execute-api', action: 'ConnectionClosed', resource: deployed.api.id, facts });
    await tellDisconnect(kernel, deployed, connection, closing);
    if (!stopping) connections.forget(connection.connectionId);
  };
  const receive = async (deployed: Deployed, connection: Connection, body: string): Promise<void> => {
    connections.touch(connection.connectionId);
    const reply = await routeMessage(kernel, deployed, connection, body);
    if (reply === undefined || stopping) return;
    await connections.send(connection.connectionId, reply).catch((error: unknown) => {
      // Who asked has left meanwhile.
      if (!isAwsError(error) || error.code !== 'GoneException') throw error;
    });
  };
  const report = (error: unknown): void => kernel.report(error, 'execute-api');
  const serve = (deployed: Deployed, connection: Connection, webSocket: WebSocket, socket: Duplex): void => {
    const facts = { connectionId: connection.connectionId };
    kernel.activity.note({ service: 'execute-api', action: 'ConnectionOpened', resource: deployed.api.id, facts });
    connections.open(connection, webSocket);
    socket.on(
      'data',
      frameMeter((bytes) => {
        if (bytes > FRAME_BYTES) webSocket.close(1009, 'Frame too big');
      }),
    );
    webSocket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) webSocket.close(1003, 'Binary frames are not supported');
      else if (webSocket.readyState === webSocket.OPEN)
        receive(deployed, connection, data.toString('utf8')).catch(report);
    });
    // The library closes the connection with the fitting code; there is nobody to tell.
    webSocket.on('error', () => undefined);
    webSocket.on('close', (code, said) => {
      const reason = said.toString('utf8') || (REASONS[code] ?? '');
      end(deployed, connection, { code, reason }).catch(report);
    });
  };
  const begin = async (connection: Connection): Promise<void> => {
    connections.begin(connection);
    await kernel.journal.durable();
  };
  const shake = async (
    deployed: Deployed,
    url: URL,
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ): Promise<void> => {
    const userAgent = request.headers['user-agent'];
    const fresh: Connection = {
      connectionId: `${kernel.identity.token(15)}=`,
      apiId: deployed.api.id,
      stage: deployed.stage.name,
      connectedAt: kernel.clock.now(),
      sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
      ...(userAgent === undefined ? {} : { userAgent }),
    };
    const handshake = handshakeOf(request, url);
    const answer = await connect(kernel, { deployed, connection: fresh, handshake }, begin);
    if (stopping) return void socket.destroy();
    if (!answer.accepted) {
      connections.forget(fresh.connectionId);
      const facts = { status: answer.status };
      kernel.activity.note({ service: 'execute-api', action: 'ConnectionRefused', resource: deployed.api.id, facts });
      return refuseUpgrade(socket, { status: answer.status, body: answer.body });
    }
    const { connection, headers } = answer;
    if (socket.destroyed) return end(deployed, connection, LOST);
    answers.set(request, headers);
    server.handleUpgrade(request, socket, head, (webSocket) => serve(deployed, connection, webSocket, socket));
  };
  return {
    upgrade(request, socket, head) {
      const url = new URL(`http://127.0.0.1${request.url ?? '/'}`);
      const [apiId = '', stage = '', ...more] = url.pathname.split('/').slice(3);
      const deployed = more.length > 0 ? undefined : apis.find(apiId, stage);
      if (deployed === undefined || stopping) return refuseUpgrade(socket, { status: 403, body: FORBIDDEN });
      shake(deployed, url, request, socket, head).catch((error: unknown) => {
        report(error);
        refuseUpgrade(socket, { status: 500, body: JSON.stringify({ message: 'Internal server error' }) });
      });
    },
    start() {
      const heal = async (): Promise<void> => {
        for (const connection of connections.lost()) {
          const deployed = apis.find(connection.apiId, connection.stage);
          if (deployed === undefined) connections.forget(connection.connectionId);
          else if (!stopping) await end(deployed, connection, LOST);
        }
      };
      heal().catch(report);
    },
    async stop() {
      stopping = true;
      await connections.stop();
      server.close();
    },
  };
};
