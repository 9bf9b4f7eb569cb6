import type { StaticOperationSchema } from '@smithy/types';
import type { AwsError } from '../kernel/errors.ts';
import type { WireResponse } from '../kernel/service.ts';
import type { Headers } from './http-message.ts';
import type { Model } from './models.ts';

/** A request as a protocol sees it, before anyone knows which operation it is. */
export interface Incoming {
  readonly method: string;
  /** The path as it was sent. */
  readonly path: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** The operation a request names, and how to speak of it in its own protocol. */
export interface Exchange {
  readonly model: Model;
  readonly operation: string;
  readonly schema: StaticOperationSchema;
  input(): Promise<unknown>;
  answer(output: unknown): WireResponse;
  refuse(error: AwsError): WireResponse;
}
