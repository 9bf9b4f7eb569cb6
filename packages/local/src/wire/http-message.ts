import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WireResponse } from '../kernel/service.ts';
import { decodeAwsChunked } from './aws-chunked.ts';

/** The largest body that is taken: S3's single PUT allows 5 GB, one machine's memory does not. */
const MAX_BODY_BYTES = 256 * 1024 * 1024;

export type Headers = Readonly<Record<string, string | undefined>>;

export const headersOf = (request: IncomingMessage): Headers => {
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
};

/** The whole body, its aws-chunked coding taken off. Undefined when it is larger than this cloud takes. */
export const bodyOf = async (request: IncomingMessage): Promise<Uint8Array | undefined> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY_BYTES) return undefined;
    parts.push(part);
  }
  const body = Buffer.concat(parts);
  const coding = `${request.headers['content-encoding'] ?? ''}`;
  return coding.includes('aws-chunked') ? decodeAwsChunked(body) : body;
};

export const send = (response: ServerResponse, answer: WireResponse, requestId: string): void => {
  const body = answer.body ?? '';
  response.writeHead(answer.status, {
    'x-amzn-requestid': requestId,
    'content-length': Buffer.byteLength(body),
    ...answer.headers,
  });
  response.end(body);
};
