import type { Roster } from '../roster.ts';
import { SUBPROTOCOL } from '../subprotocol.ts';

/** As much of a `$connect` event as is needed; `authorizer` is what the authorizer gave as context. */
export interface ConnectEvent {
  readonly requestContext: {
    readonly connectionId: string;
    readonly connectedAt?: number;
    readonly authorizer?: { readonly [key: string]: unknown } | null;
  };
}

export interface ConnectAnswer {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Puts the connection on the roster and chooses the subprotocol: a browser hangs up on a server that chooses none. */
export const connect = async (
  { requestContext: { connectionId, connectedAt, authorizer } }: ConnectEvent,
  roster: Pick<Roster, 'join'>,
): Promise<ConnectAnswer> => {
  const userId = authorizer?.userId ?? authorizer?.principalId;
  if (typeof userId !== 'string' || connectedAt === undefined) return { statusCode: 401 };
  const grants = typeof authorizer?.grants === 'string' ? authorizer.grants.split(' ') : [];
  await roster.join({ connectionId, userId, connectedAt, grants });
  return { statusCode: 200, headers: { 'Sec-WebSocket-Protocol': SUBPROTOCOL } };
};
