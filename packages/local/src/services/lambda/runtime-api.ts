import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { FunctionError, InvokeMessage } from './protocol.ts';
import type { RuntimeEvents } from './runtime.ts';

/** The endpoint of one custom runtime. Source: Lambda Developer Guide, "Using the Lambda runtime API for custom runtimes". */
export interface RuntimeApi {
  readonly server: Server;
  /** Hands an invocation to the runtime as soon as it asks for one. */
  invoke(message: InvokeMessage): void;
  close(): void;
}

const NEXT = '/2018-06-01/runtime/invocation/next';
const INIT_ERROR = '/2018-06-01/runtime/init/error';
const ANSWER = /^\/2018-06-01\/runtime\/invocation\/([^/]+)\/(response|error)$/;

/** A response may have 6 MB and a little; what is far above that is not read to its end. */
const MOST_BYTES = 8 * 1024 * 1024;

const textOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += (part as Buffer).length;
    if (bytes <= MOST_BYTES) parts.push(part as Buffer);
  }
  return Buffer.concat(parts).toString('utf8');
};

const errorOf = (text: string, headers: IncomingMessage['headers']): FunctionError => {
  const type = headers['lambda-runtime-function-error-type'];
  const named = typeof type === 'string' ? type : 'Runtime.Unknown';
  try {
    const { errorType, errorMessage, stackTrace } = JSON.parse(text) as {
      readonly errorType?: string;
      readonly errorMessage?: string;
      readonly stackTrace?: readonly string[];
    };
    return {
      errorType: errorType ?? named,
      errorMessage: errorMessage ?? '',
      ...(stackTrace === undefined ? {} : { trace: stackTrace }),
    };
  } catch {
    return { errorType: named, errorMessage: text.slice(0, 1_024) };
  }
};

const accepted = (response: ServerResponse): void => {
  response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}');
};

/**
 * @param wallDeadline the wall's instant for an instant of the cloud: a process has no other clock
 */
export const runtimeApi = (events: RuntimeEvents, wallDeadline: (deadline: number) => number): RuntimeApi => {
  let waiting: ServerResponse | undefined;
  let work: InvokeMessage | undefined;
  let isReady = false;

  const hand = (): void => {
    if (waiting === undefined || work === undefined) return;
    const { requestId, payload, functionArn, deadline } = work;
    const headers = {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': requestId,
      'lambda-runtime-deadline-ms': String(Math.round(wallDeadline(deadline))),
      'lambda-runtime-invoked-function-arn': functionArn,
      'lambda-runtime-trace-id': `Root=1-${requestId.replaceAll('-', '').slice(0, 8)}-${requestId.replaceAll('-', '').slice(8, 32)};Sampled=0`,
    };
    waiting.writeHead(200, headers).end(payload);
    [waiting, work] = [undefined, undefined];
  };
  const next = (response: ServerResponse): void => {
    waiting = response;
    if (!isReady) {
      isReady = true;
      events.message({ kind: 'ready' });
    }
    hand();
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method, url = '' } = request;
    if (method === 'GET' && url === NEXT) return next(response);
    const text = await textOf(request);
    const [, requestId = '', kind] = ANSWER.exec(url) ?? [];
    if (method === 'POST' && url === INIT_ERROR) {
      accepted(response);
      events.message({ kind: 'initFailed', error: errorOf(text, request.headers) });
    } else if (method === 'POST' && kind === 'response') {
      accepted(response);
      events.message({ kind: 'done', requestId, payload: text });
    } else if (method === 'POST' && kind === 'error') {
      accepted(response);
      events.message({ kind: 'failed', requestId, error: errorOf(text, request.headers), fatal: false });
    } else {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"errorType":"NotFound","errorMessage":""}');
    }
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  // A runtime waits for its next invocation as long as it takes.
  server.requestTimeout = 0;
  server.headersTimeout = 0;
  server.keepAliveTimeout = 0;
  return {
    server,
    invoke(message) {
      work = message;
      hand();
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
};
