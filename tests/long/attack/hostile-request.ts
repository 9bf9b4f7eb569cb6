import { connect } from 'node:net';

/** One row of a table of cases: what is sent, byte for byte, and what may be answered. */
export interface HostileRequest {
  readonly name: string;
  /** The whole request as it is; otherwise it is put together from the parts below. */
  readonly raw?: readonly string[];
  readonly method?: string;
  readonly target?: string;
  readonly headers?: readonly string[];
  readonly body?: string;
  /** `<service> <operation>` of a JSON protocol. */
  readonly call?: string;
  /** The service that the request is signed for, by a key that is none of the cloud's. */
  readonly as?: string;
  readonly status: readonly number[];
  readonly contains?: string;
}

export interface Answer {
  /** 0 when the connection was closed without one. */
  readonly status: number;
  readonly text: string;
}

export interface Place {
  readonly endpoint: string;
  readonly datastore: string;
  readonly api: string;
}

const TARGETS: Readonly<Record<string, string>> = {
  dynamodb: 'DynamoDB_20120810',
  events: 'AWSEvents',
  states: 'AWSStepFunctions',
  sqs: 'AmazonSQS',
  firehose: 'Firehose_20150804',
  logs: 'Logs_20140328',
  kms: 'TrentService',
  'cognito-idp': 'AWSCognitoIdentityProviderService',
};

const partsOf = (given: HostileRequest, host: string): string => {
  const { method = 'POST', target = '/', headers = [], body = '', call, as } = given;
  const [service = '', operation = ''] = call?.split(' ') ?? [];
  const credential = `AWS4-HMAC-SHA256 Credential=other/20260101/us-east-1/${as}/aws4_request, SignedHeaders=host, Signature=00`;
  const lines = [
    `${method} ${target} HTTP/1.1`,
    `Host: ${host}`,
    ...(call === undefined
      ? []
      : [`X-Amz-Target: ${TARGETS[service]}.${operation}`, 'Content-Type: application/x-amz-json-1.0']),
    ...(as === undefined ? [] : [`Authorization: ${credential}`]),
    ...headers,
    ...(headers.some((each) => /^(content-length|transfer-encoding):/i.test(each))
      ? []
      : ['Content-Length: {{length}}']),
    'Connection: close',
    '',
    body,
  ];
  return lines.join('\r\n');
};

/** `<<x*1000>>` repeats, `<<hex:ff00>>` is bytes, `<<datastore>>` and `<<api>>` are names of this cloud. Latin-1 in, bytes out. */
const filled = (text: string, { datastore, api }: Place): string =>
  text
    .replaceAll('<<datastore>>', datastore)
    .replaceAll('<<api>>', api)
    .replaceAll(/<<hex:([0-9a-f]+)>>/g, (_, hex: string) => Buffer.from(hex, 'hex').toString('latin1'))
    .replaceAll(/<<((?:(?!<<).)+?)\*(\d+)>>/gs, (_, each: string, times: string) => each.repeat(Number(times)));

export const bytesOf = (given: HostileRequest, place: Place): Buffer => {
  const host = new URL(place.endpoint).host;
  const text = filled(given.raw?.join('\r\n').replaceAll('<<host>>', host) ?? partsOf(given, host), place);
  const body = text.slice(text.indexOf('\r\n\r\n') + 4);
  return Buffer.from(text.replace('{{length}}', String(body.length)), 'latin1');
};

/** Sends it all and reads what comes until the server hangs up, or has answered. */
export const send = (bytes: Buffer, { endpoint }: Place): Promise<Answer> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(endpoint);
    let text = '';
    const done = (): void => {
      socket.destroy();
      resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0), text });
    };
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.on('data', (part) => {
      text += part.toString('latin1');
      const length = /content-length: (\d+)\r\n/i.exec(text)?.[1];
      const head = text.indexOf('\r\n\r\n');
      const whole = length === undefined ? text.startsWith('HTTP/1.1 101') : text.length >= head + 4 + Number(length);
      if (head > 0 && whole) done();
    });
    socket.on('close', done);
    socket.on('error', done);
  });
