import type { GetConnectionCommandOutput } from '@aws-sdk/client-apigatewaymanagementapi';
import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { HttpSurface, WireRequest, WireResponse } from '../../kernel/service.ts';
import type { WebSocketGate } from './websocket-gate.ts';

export const PREFIX = '/_aws/execute-api';

const OPERATIONS: Readonly<Record<string, string>> = {
  POST: 'PostToConnection',
  GET: 'GetConnection',
  DELETE: 'DeleteConnection',
};

const ANSWERS: Readonly<Record<string, number>> = { POST: 200, GET: 200, DELETE: 204 };

const json = (status: number, body: object): WireResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const describe = ({ ConnectedAt, Identity, LastActiveAt }: Omit<GetConnectionCommandOutput, '$metadata'>): object => ({
  connectedAt: ConnectedAt?.toISOString(),
  identity: { sourceIp: Identity?.SourceIp, userAgent: Identity?.UserAgent },
  lastActiveAt: LastActiveAt?.toISOString(),
});

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new AwsError('BadRequestException', 'The connection id is not percent-encoded as URLs are.');
  }
};

/**
 * `@connections` as clients of the API Gateway Management API speak it, below the stage that their endpoint names:
 * POST (the body as it is), GET and DELETE `/<apiId>/<stage>/@connections/<connectionId>`.
 */
const manage = async (kernel: Kernel, { method, url, body, call }: WireRequest): Promise<WireResponse> => {
  const [ApiId, Stage, connections, id, ...more] = url.pathname.slice(PREFIX.length + 1).split('/');
  if (connections === undefined) return json(426, { message: 'This address takes WebSocket connections.' });
  const operation = OPERATIONS[method];
  if (connections !== '@connections' || id === undefined || more.length > 0 || operation === undefined)
    throw new AwsError('ForbiddenException', 'Forbidden', { status: 403 });
  const input = { ApiId, Stage, ConnectionId: decoded(id), ...(method === 'POST' ? { Data: body } : {}) };
  const output = await kernel.operations.call('execute-api', operation, input, call);
  const status = ANSWERS[method] ?? 200;
  return method === 'GET' ? json(status, describe(output as GetConnectionCommandOutput)) : { status };
};

export const executeApiSurface = (kernel: Kernel, gate: WebSocketGate): HttpSurface => ({
  prefix: PREFIX,
  handle: (request) => manage(kernel, request),
  upgrade: (request, socket, head) => gate.upgrade(request, socket, head),
});
