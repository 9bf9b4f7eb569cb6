import type { IncomingMessage } from 'node:http';
import type { Connection } from './connection.ts';

/** The parts of a handshake that functions get to see. */
export interface Handshake {
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  readonly queryStringParameters?: Readonly<Record<string, string>>;
  readonly multiValueQueryStringParameters?: Readonly<Record<string, readonly string[]>>;
}

const grouped = (pairs: Iterable<readonly [string, string]>): Readonly<Record<string, readonly string[]>> => {
  const groups = new Map<string, string[]>();
  for (const [name, value] of pairs) groups.set(name, [...(groups.get(name) ?? []), value]);
  return Object.fromEntries(groups);
};

const lastOf = (groups: Readonly<Record<string, readonly string[]>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(groups).map(([name, values]) => [name, values.at(-1) ?? '']));

const headerPairs = (raw: readonly string[]): readonly (readonly [string, string])[] =>
  raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ''] as const] : []));

export const handshakeOf = (request: IncomingMessage, url: URL): Handshake => {
  const multiValueHeaders = grouped(headerPairs(request.rawHeaders));
  const query = grouped(url.searchParams);
  return {
    headers: lastOf(multiValueHeaders),
    multiValueHeaders,
    ...(url.searchParams.size === 0
      ? {}
      : { queryStringParameters: lastOf(query), multiValueQueryStringParameters: query }),
  };
};

export interface RequestContextOptions {
  readonly connection: Connection;
  readonly region: string;
  readonly now: number;
  readonly requestId: string;
  readonly routeKey: string;
  readonly eventType: 'CONNECT' | 'MESSAGE' | 'DISCONNECT';
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `23/Nov/2026:20:00:00 +0000`: the common log format's time. */
const requestTime = (instant: number): string => {
  const [date = '', time = ''] = new Date(instant).toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
};

/**
 * `requestContext` as functions behind a WebSocket API get it (Developer Guide, "API Gateway WebSocket API mapping
 * template and access logging variable reference"). `domainName` is AWS's: it is no way back to this cloud.
 */
export const requestContextOf = (options: RequestContextOptions): Readonly<Record<string, unknown>> => {
  const { connection, region, now, requestId, routeKey, eventType } = options;
  const { apiId, stage, connectionId, connectedAt, sourceIp, userAgent, authorizer } = connection;
  return {
    routeKey,
    ...(authorizer === undefined ? {} : { authorizer }),
    eventType,
    extendedRequestId: requestId,
    requestTime: requestTime(now),
    messageDirection: 'IN',
    stage,
    connectedAt,
    requestTimeEpoch: now,
    identity: { ...(userAgent === undefined ? {} : { userAgent }), sourceIp },
    requestId,
    domainName: `${apiId}.execute-api.${region}.amazonaws.com`,
    connectionId,
    apiId,
  };
};
