import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError } from '../kernel/errors.ts';
import type { WireResponse } from '../kernel/service.ts';

export type Headers = Readonly<Record<string, string | undefined>>;

export const headersOf = (request: IncomingMessage): Headers => {
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
};

/** Who announces more than this is not read to the end. */
const MOST_DRAINED_BYTES = 1024 * 1024 * 1024;

/**
 * The whole body. What exceeds the limit is read off and thrown away before the answer: to a client that is sending still a
 * connection that is closed is a reset, and it never gets to see why.
 * @throws AwsError RequestEntityTooLarge, RequestTimeout
 */
export const bodyOf = (request: IncomingMessage, limit: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    let parts: Buffer[] = [];
    let size = 0;
    const refuse = (): void => {
      const message = `The body is larger than ${limit / 1_048_576} MiB.`;
      reject(new AwsError('RequestEntityTooLarge', message, { status: 413 }));
    };
    if (Number(request.headers['content-length'] ?? 0) > MOST_DRAINED_BYTES) refuse();
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size <= limit) parts.push(part);
      else parts = [];
    });
    request.on('end', () => (size > limit ? refuse() : resolve(Buffer.concat(parts))));
    request.on('error', () => reject(new AwsError('RequestTimeout', 'The connection was closed within the body.')));
  });

/** What a header may hold (RFC 9110, 5.5): the rest of what was stored as a header's value is written as `?`. */
const writable = (value: string): string => value.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '?');

/**
 * Everything comes from one origin, an object that anybody may have put there and the console: no answer runs as a page of
 * that origin, is taken for another type than it says, or is used by another origin's page, unless its surface says so.
 */
const ISOLATED: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};

export const send = (response: ServerResponse, answer: WireResponse, requestId: string): void => {
  const body = answer.body ?? '';
  const headers = Object.entries(answer.headers ?? {}).map(([name, value]) => [name, writable(value)] as const);
  response.writeHead(answer.status, {
    ...ISOLATED,
    'x-amzn-requestid': requestId,
    'content-length': Buffer.byteLength(body),
    ...Object.fromEntries(headers),
  });
  response.end(body);
};
