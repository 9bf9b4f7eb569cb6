/** The protocol that a page speaks; offered beside `bearer.<token>`, which is never chosen and never echoed. */
export const SUBPROTOCOL = 'carillon.v1';

const BEARER = 'bearer.';

export type Headers = Readonly<Record<string, string | undefined>>;

/** Header names are case-insensitive (RFC 9110, section 5.1), and API Gateway hands on what the client wrote. */
const offered = (headers: Headers | null | undefined): readonly string[] =>
  Object.entries(headers ?? {})
    .filter(([name]) => name.toLowerCase() === 'sec-websocket-protocol')
    .flatMap(([, value]) => (value ?? '').split(','))
    .map((each) => each.trim());

/** `Sec-WebSocket-Protocol: carillon.v1, bearer.<token>` -> the token; undefined unless both are there. */
export const bearerToken = (headers: Headers | null | undefined): string | undefined => {
  const protocols = offered(headers);
  if (!protocols.includes(SUBPROTOCOL)) return undefined;
  const token = protocols.find((protocol) => protocol.startsWith(BEARER))?.slice(BEARER.length);
  return token === '' ? undefined : token;
};
