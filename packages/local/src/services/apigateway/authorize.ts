import type { Kernel } from '../../kernel/kernel.ts';
import type { Connection } from './connection.ts';
import { callFunction } from './function-call.ts';
import { hasIdentity } from './identity-source.ts';
import { judgePolicy } from './invoke-policy.ts';
import { type Handshake, requestContextOf } from './request-event.ts';
import type { Authorizer, Deployed } from './websocket-api.ts';

export type Authorization =
  | { readonly allowed: true; readonly authorizer: Readonly<Record<string, string | number>> }
  | { readonly allowed: false; readonly status: 401 | 403 | 500; readonly message: string };

const refused = (status: 401 | 403 | 500, message: string): Authorization => ({ allowed: false, status, message });

const malformed = refused(500, 'Internal server error');

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** "Output from an API Gateway Lambda authorizer": context values are texts, numbers or booleans and arrive as texts. */
const contextOf = (context: unknown): Readonly<Record<string, string>> | undefined => {
  if (context === undefined || context === null) return {};
  if (!isRecord(context)) return undefined;
  const entries = Object.entries(context).filter(([, value]) => value !== null);
  if (entries.some(([, value]) => typeof value === 'object')) return undefined;
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
};

const judge = (answer: unknown, methodArn: string, latency: number): Authorization => {
  if (!isRecord(answer) || typeof answer.principalId !== 'string') return malformed;
  const context = contextOf(answer.context);
  const verdict = judgePolicy(answer.policyDocument, methodArn);
  if (context === undefined || verdict === 'MALFORMED') return malformed;
  if (verdict === 'EXPLICIT_DENY')
    return refused(403, 'User is not authorized to access this resource with an explicit deny');
  if (verdict === 'DENY') return refused(403, 'User is not authorized to access this resource');
  return { allowed: true, authorizer: { ...context, principalId: answer.principalId, integrationLatency: latency } };
};

export interface AuthorizeOptions {
  readonly kernel: Kernel;
  readonly authorizer: Authorizer;
  readonly deployed: Deployed;
  readonly connection: Connection;
  readonly handshake: Handshake;
}

/** Asks a REQUEST authorizer about a handshake ("Control access to WebSocket APIs with REQUEST authorizers"). */
export const authorize = async (options: AuthorizeOptions): Promise<Authorization> => {
  const { kernel, authorizer, deployed, connection, handshake } = options;
  if (!authorizer.identitySources.every((source) => hasIdentity(source, handshake)))
    return refused(401, 'Unauthorized');
  const { apiId, stage } = connection;
  const methodArn = `arn:aws:execute-api:${kernel.region}:${kernel.account}:${apiId}/${stage}/$connect`;
  const now = kernel.clock.now();
  const requestContext = requestContextOf({
    connection,
    region: kernel.region,
    now,
    requestId: kernel.identity.uuid(),
    routeKey: '$connect',
    eventType: 'CONNECT',
  });
  const event = { type: 'REQUEST', methodArn, ...handshake, stageVariables: deployed.stage.variables, requestContext };
  const answer = await callFunction(kernel, authorizer, event);
  if (answer.ok) return judge(answer.value, methodArn, kernel.clock.now() - now);
  // "Use API Gateway Lambda authorizers": this very error text is the way to answer 401.
  return answer.errorMessage === 'Unauthorized' ? refused(401, 'Unauthorized') : malformed;
};
