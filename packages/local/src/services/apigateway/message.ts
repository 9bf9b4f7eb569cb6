import type { Kernel } from '../../kernel/kernel.ts';
import type { Connection } from './connection.ts';
import { callFunction, proxyResponseOf } from './function-call.ts';
import { requestContextOf } from './request-event.ts';
import { selectRoute } from './route-selection.ts';
import type { Deployed } from './websocket-api.ts';

const fault = (connection: Connection, requestId: string, message: string): string =>
  JSON.stringify({ message, connectionId: connection.connectionId, requestId });

/**
 * Routes one message and returns what goes back to its sender, if anything does: the integration's body when the route
 * has a response, or the reason why nothing could be done.
 */
export const routeMessage = async (
  kernel: Kernel,
  { api, stage }: Deployed,
  connection: Connection,
  body: string,
): Promise<string | undefined> => {
  const requestId = kernel.identity.uuid();
  const selected = selectRoute(api.routeSelectionExpression, body);
  const route = api.routes.get(selected) ?? api.routes.get('$default');
  const integration = api.integrations.get(route?.integrationId ?? '');
  if (route === undefined || integration === undefined) return fault(connection, requestId, 'Forbidden');
  const now = kernel.clock.now();
  const context = requestContextOf({
    connection,
    region: kernel.region,
    now,
    requestId,
    routeKey: route.routeKey,
    eventType: 'MESSAGE',
  });
  const stageVariables = Object.keys(stage.variables).length === 0 ? {} : { stageVariables: stage.variables };
  const requestContext = { ...context, messageId: `${kernel.identity.token(15)}=` };
  const facts = { routeKey: route.routeKey, bytes: Buffer.byteLength(body) };
  kernel.activity.note({ service: 'execute-api', action: 'MessageReceived', resource: api.id, facts });
  const answer = await callFunction(kernel, integration, {
    ...stageVariables,
    requestContext,
    body,
    isBase64Encoded: false,
  });
  const response = answer.ok ? proxyResponseOf(answer.value) : undefined;
  if (response === undefined && (!answer.ok || route.responds))
    return fault(connection, requestId, 'Internal server error');
  return route.responds ? response?.body : undefined;
};

export interface Closing {
  readonly code: number;
  readonly reason: string;
}

/** Tells the `$disconnect` route, once and whatever comes of it: API Gateway delivers it best-effort. */
export const tellDisconnect = async (
  kernel: Kernel,
  { api, stage }: Deployed,
  connection: Connection,
  { code, reason }: Closing,
): Promise<void> => {
  const route = api.routes.get('$disconnect');
  const integration = api.integrations.get(route?.integrationId ?? '');
  if (integration === undefined) return;
  const context = requestContextOf({
    connection,
    region: kernel.region,
    now: kernel.clock.now(),
    requestId: kernel.identity.uuid(),
    routeKey: '$disconnect',
    eventType: 'DISCONNECT',
  });
  const host = `${api.id}.execute-api.${kernel.region}.amazonaws.com`;
  const headers = { Host: host, 'x-api-key': '', 'X-Forwarded-For': '', 'x-restapi': '' };
  const multiValueHeaders = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
  const stageVariables = Object.keys(stage.variables).length === 0 ? {} : { stageVariables: stage.variables };
  const requestContext = { ...context, disconnectStatusCode: code, disconnectReason: reason };
  await callFunction(kernel, integration, {
    headers,
    multiValueHeaders,
    ...stageVariables,
    requestContext,
    isBase64Encoded: false,
  });
};
