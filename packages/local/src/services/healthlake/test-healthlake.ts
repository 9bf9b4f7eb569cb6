import { AwsError } from '../../kernel/errors.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Operation } from '../../kernel/operations.ts';
import type { Service, WireResponse } from '../../kernel/service.ts';
import { declared, type TestKernel, testKernel } from '../../kernel/test-kernel.ts';
import { healthlake } from './service.ts';

interface S3Input {
  readonly Bucket: string;
  readonly Key: string;
  readonly Prefix?: string;
  readonly Body?: Uint8Array | string;
}

interface S3 {
  /** key -> text, of what was written. */
  objects(prefix?: string): Readonly<Record<string, string>>;
  put(key: string, body: Uint8Array | string): void;
  refuse(code: string | undefined): void;
}

/** As much of S3 as HealthLake calls, kept in the same journal. A key that is written twice is a fault. */
const s3On = (kernel: TestKernel): S3 => {
  const table = kernel.journal.table<string>('s3');
  let refusal: string | undefined;
  const operation = <O>(run: (input: S3Input) => O): Operation<S3Input, O> => ({
    needs: () => [],
    run(input) {
      if (refusal !== undefined) throw new AwsError(refusal, 'The bucket says no.');
      return run(input);
    },
  });
  const put = (key: string, body: Uint8Array | string): void => table.put(key, Buffer.from(body).toString('base64'));
  kernel.operations.register('s3', {
    HeadBucket: operation(() => ({})),
    PutObject: operation(({ Key, Body = '' }) => {
      if (table.get(Key) !== undefined && Key.endsWith('-0.ndjson')) throw new Error(`written twice: ${Key}`);
      put(Key, Body);
      return {};
    }),
    GetObject: operation(({ Key }) => ({ Body: Buffer.from(table.get(Key) ?? '', 'base64') })),
    ListObjectsV2: operation(({ Prefix = '' }) => ({
      Contents: table.scan({ prefix: Prefix }).map(([Key]) => ({ Key })),
    })),
  });
  return {
    put,
    objects: (prefix = '') =>
      Object.fromEntries(
        table.scan({ prefix }).map(([key, body]) => [key, Buffer.from(body, 'base64').toString()] as const),
      ),
    refuse(code) {
      refusal = code;
    },
  };
};

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject;
  /** As it was written. */
  readonly text: string;
}

export interface HealthLakeOnTestKernel {
  readonly kernel: TestKernel;
  readonly service: Service;
  readonly s3: S3;
  readonly datastoreId: string;
  /** `<source> <detail type>` of what went to the default bus, and its detail. */
  readonly events: (readonly [string, JsonObject])[];
  /** A request below `…/r4/`. */
  request(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  call<O = JsonObject>(operation: string, input?: object): Promise<O>;
}

export const ROLE = 'arn:aws:iam::000000000000:role/export';
export const OUTPUT: JsonObject = { S3Configuration: { S3Uri: 's3://bucket/exports', KmsKeyId: 'key' } };
export const START: JsonObject = { JobName: 'run-1', OutputDataConfig: OUTPUT, DataAccessRoleArn: ROLE };
const FHIR_JSON: Readonly<Record<string, string>> = { 'content-type': 'application/fhir+json' };
export const ASYNC: Readonly<Record<string, string>> = { prefer: 'respond-async' };

const bodyOf = ({ body = '' }: WireResponse): JsonObject =>
  body.length === 0 ? {} : (JSON.parse(Buffer.from(body).toString()) as JsonObject);

export const openHealthLake = (
  options: { readonly file?: string; readonly start?: number } = {},
): HealthLakeOnTestKernel => {
  const kernel = testKernel(options);
  const events: (readonly [string, JsonObject])[] = [];
  kernel.targets.register('events', {
    deliver: (_arn, { body, parameters }) =>
      void events.push([`${parameters?.Source} ${parameters?.DetailType}`, JSON.parse(body) as JsonObject]),
  });
  const s3 = s3On(kernel);
  const service = kernel.add(healthlake);
  const made = service.resources['AWS::HealthLake::FHIRDatastore']?.declare(
    declared('D', { DatastoreTypeVersion: 'R4' }),
  );
  const datastoreId = made?.ref ?? '';
  service.start?.();
  const call = { caller: 'root', requestId: 'r' };
  return {
    kernel,
    service,
    s3,
    datastoreId,
    events,
    async request(method, path, body, headers = {}) {
      const url = new URL(`http://any.host/datastore/${datastoreId}/r4/${path}`);
      const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
      const wire = { method, url, headers: { ...FHIR_JSON, ...headers }, body: new TextEncoder().encode(text), call };
      const answer = await service.http?.[0]?.handle(wire);
      if (answer === undefined) throw new Error('no surface');
      const written = Buffer.from(answer.body ?? '').toString();
      return { status: answer.status, headers: answer.headers ?? {}, body: bodyOf(answer), text: written };
    },
    call: <O>(operation: string, input: object = {}) =>
      kernel.operations.call('healthlake', operation, { DatastoreId: datastoreId, ...input }, call) as Promise<O>,
  };
};
