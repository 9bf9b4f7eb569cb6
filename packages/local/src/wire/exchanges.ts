import { AwsError } from '../kernel/errors.ts';
import type { WireResponse } from '../kernel/service.ts';
import type { Exchange, Incoming } from './exchange.ts';
import { answerType, isJsonRpc, jsonError, jsonRpc } from './json-rpc.ts';
import { isQuery, query, queryError } from './query.ts';
import { rest, xmlError } from './rest.ts';

/** Of a request, as far as it is known before its body is read. */
export type Opening = Pick<Incoming, 'headers' | 'path' | 'url'>;

/**
 * The service that the request was signed for. An unsigned request with a path is taken as S3's: that is how a browser
 * follows an object's address.
 */
const scopeOf = ({ headers, url }: Opening): string => {
  const signed = /Credential=([^,\s]+)/.exec(headers.authorization ?? '')?.[1];
  return (signed ?? url.searchParams.get('X-Amz-Credential') ?? '').split('/').at(-2) ?? 's3';
};

/** S3 takes large objects; no request of another protocol may have more than DynamoDB's 16 MB. */
const OBJECT_BYTES = 256 * 1024 * 1024;
const REQUEST_BYTES = 16 * 1024 * 1024;

export const isObjectRequest = (opening: Opening): boolean =>
  !isJsonRpc(opening.headers) && scopeOf(opening) === 's3' && !isQuery(opening.headers);

export const bodyLimit = (opening: Opening): number => (isObjectRequest(opening) ? OBJECT_BYTES : REQUEST_BYTES);

/** @throws AwsError UnknownOperationException and others of the protocol */
export const exchangeFor = (request: Incoming): Exchange => {
  const scope = scopeOf(request);
  const exchange = jsonRpc(request) ?? query(scope, request) ?? rest(scope, request);
  if (exchange !== undefined) return exchange;
  throw new AwsError('UnknownOperationException', `There is no local service ${scope}.`, { status: 501 });
};

/** An error in the form of the protocol that the request speaks, also when no operation of it can be found. */
export const errorIn = (opening: Opening, error: AwsError): WireResponse => {
  if (isJsonRpc(opening.headers)) return jsonError(error, answerType(opening.headers));
  if (isQuery(opening.headers)) return queryError(error);
  return scopeOf(opening) === 's3' ? xmlError(error) : jsonError(error, 'application/json');
};
