import type { Kernel } from '../../kernel/kernel.ts';
import { type Authorization, authorize } from './authorize.ts';
import type { Connection } from './connection.ts';
import { callFunction, type ProxyResponse, proxyResponseOf } from './function-call.ts';
import { type Handshake, requestContextOf } from './request-event.ts';
import type { Deployed } from './websocket-api.ts';

export interface ConnectRequest {
  readonly deployed: Deployed;
  readonly connection: Connection;
  readonly handshake: Handshake;
}

export type ConnectAnswer =
  | { readonly accepted: true; readonly connection: Connection; readonly headers: Readonly<Record<string, string>> }
  | { readonly accepted: false; readonly status: number; readonly body: string };

const refusal = (connection: Connection, requestId: string, message: string): string =>
  JSON.stringify({ message, connectionId: connection.connectionId, requestId });

const FINE: ProxyResponse = { statusCode: 200, headers: {} };

const integrate = async (kernel: Kernel, request: ConnectRequest, requestId: string): Promise<ProxyResponse> => {
  const { deployed, connection, handshake } = request;
  const integrationId = deployed.api.routes.get('$connect')?.integrationId;
  const integration = integrationId === undefined ? undefined : deployed.api.integrations.get(integrationId);
  if (integration === undefined) return FINE;
  const { region, clock } = kernel;
  const requestContext = requestContextOf({
    connection,
    region,
    now: clock.now(),
    requestId,
    routeKey: '$connect',
    eventType: 'CONNECT',
  });
  const { variables } = deployed.stage;
  const stageVariables = Object.keys(variables).length === 0 ? {} : { stageVariables: variables };
  const event = { ...handshake, ...stageVariables, requestContext, isBase64Encoded: false };
  const answer = await callFunction(kernel, integration, event);
  const failed = { headers: {}, body: refusal(connection, requestId, 'Internal server error') };
  if (!answer.ok) return { statusCode: 502, ...failed };
  return proxyResponseOf(answer.value) ?? { statusCode: 502, ...failed };
};

/**
 * What becomes of a handshake: first the authorizer, then the `$connect` integration; a status other than 2xx refuses it
 * ("Manage connected users and client apps: $connect and $disconnect routes"). `begin` is told the connection between
 * the two, when it is known whose it is and nothing has been done for it yet.
 */
export const connect = async (
  kernel: Kernel,
  request: ConnectRequest,
  begin: (connection: Connection) => Promise<void>,
): Promise<ConnectAnswer> => {
  const { deployed, handshake } = request;
  const requestId = kernel.identity.uuid();
  const authorizerId = deployed.api.routes.get('$connect')?.authorizerId;
  const authorizer = authorizerId === undefined ? undefined : deployed.api.authorizers.get(authorizerId);
  const authorization: Authorization | undefined =
    authorizer === undefined
      ? undefined
      : await authorize({ kernel, authorizer, deployed, connection: request.connection, handshake });
  if (authorization?.allowed === false) {
    const body = refusal(request.connection, requestId, authorization.message);
    return { accepted: false, status: authorization.status, body };
  }
  const connection: Connection =
    authorization === undefined ? request.connection : { ...request.connection, authorizer: authorization.authorizer };
  await begin(connection);
  const response = await integrate(kernel, { ...request, connection }, requestId);
  if (response.statusCode >= 200 && response.statusCode < 300)
    return { accepted: true, connection, headers: response.headers };
  return { accepted: false, status: response.statusCode, body: response.body ?? '' };
};
