import { AwsError } from '../kernel/errors.ts';
import type { Headers } from './http-message.ts';

export interface Decoded {
  readonly body: Buffer;
  /** Announced by `x-amz-trailer`, sent behind the last chunk. */
  readonly trailers: Readonly<Record<string, string>>;
}

const incomplete = (message: string): AwsError => new AwsError('IncompleteBody', message);

const malformedTrailer = (): AwsError =>
  new AwsError('MalformedTrailerError', 'The request contained trailing data that was not well-formed.');

/** The line that starts at `at`, without its end; undefined when it has none. */
const lineAt = (bytes: Buffer, at: number): string | undefined => {
  const end = bytes.indexOf('\r\n', at, 'latin1');
  return end < 0 ? undefined : bytes.toString('latin1', at, end);
};

const requireLine = (bytes: Buffer, at: number): string => {
  const line = lineAt(bytes, at);
  if (line === undefined) throw incomplete('The request body terminated unexpectedly.');
  return line;
};

const trailersIn = (bytes: Buffer, from: number, expected: readonly string[]): Decoded['trailers'] => {
  const trailers: Record<string, string> = {};
  let at = from;
  for (let line = requireLine(bytes, at); line !== ''; line = requireLine(bytes, at)) {
    const colon = line.indexOf(':');
    if (colon < 1) throw malformedTrailer();
    trailers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
    at += line.length + 2;
  }
  if (at + 2 !== bytes.length) throw incomplete('There is more in the body than its chunks.');
  if (expected.some((name) => trailers[name] === undefined)) throw malformedTrailer();
  return Object.fromEntries(expected.map((name) => [name, trailers[name] ?? '']));
};

/**
 * Takes off the `aws-chunked` content coding: `<hex length>[;chunk-signature=…]\r\n<bytes>\r\n … 0\r\n<trailers>\r\n`
 * (Amazon S3 API Reference, "Signature calculations … transferring payload in multiple chunks", "… including trailing
 * headers").
 * @throws AwsError IncompleteBody, MissingContentLength, MalformedTrailerError
 */
export const decodeAwsChunked = (bytes: Buffer, headers: Headers): Decoded => {
  const announced = headers['x-amz-decoded-content-length'] ?? '';
  if (!/^\d+$/.test(announced)) {
    const message = 'You must provide the Content-Length HTTP header.';
    throw new AwsError('MissingContentLength', message, { status: 411 });
  }
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const line = requireLine(bytes, at);
    const size = /^([0-9a-f]{1,8})(;|$)/i.exec(line)?.[1];
    if (size === undefined) throw incomplete('A chunk does not begin with its length.');
    const [begin, length] = [at + line.length + 2, Number.parseInt(size, 16)];
    at = begin;
    if (length === 0) break;
    if (bytes.toString('latin1', begin + length, begin + length + 2) !== '\r\n')
      throw incomplete('A chunk is not as long as it says.');
    parts.push(bytes.subarray(begin, begin + length));
    at = begin + length + 2;
  }
  const expected = (headers['x-amz-trailer'] ?? '').split(',').map((name) => name.trim().toLowerCase());
  const trailers = trailersIn(
    bytes,
    at,
    expected.filter((name) => name !== ''),
  );
  const body = Buffer.concat(parts);
  if (body.length !== Number(announced))
    throw incomplete('You did not provide the number of bytes specified by the x-amz-decoded-content-length header.');
  return { body, trailers };
};
