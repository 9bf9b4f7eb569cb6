import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Json, JsonObject } from './json.ts';
import type { AnyOperation, Call } from './operations.ts';
import type { PropertyRules } from './property-rules.ts';

/** A resource of the template, its intrinsics resolved and its properties checked against the type's rules. */
export interface Declared {
  readonly stack: string;
  readonly logicalId: string;
  readonly properties: JsonObject;
  /** A physical name for a resource that gives none: stable for this stack and logical id. `maxLength` of the service. */
  physicalName(maxLength?: number): string;
}

/** What `Ref` and `Fn::GetAtt` answer for a declared resource. */
export interface Made {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, Json>>;
}

/** How CloudFormation makes one type of resource. */
export interface ResourceType {
  readonly properties: PropertyRules;
  /**
   * Brings the resource into being, or to these properties when it is there already: called at every start, so what
   * the resource holds stays. @throws RefusedError for what only the service can judge.
   */
  declare(declared: Declared): Made;
  /** Takes away a resource that a newer template no longer has. */
  remove?(ref: string): void;
  /** What declare and remove do takes effect at once in a cloud that runs; without it a change waits for the next start. */
  readonly whileRunning?: true;
}

/** An HTTP request, read whole. */
export interface WireRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
  readonly call: Call;
}

/** An HTTP answer. */
export interface WireResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** HTTP that is no AWS SDK protocol: FHIR REST, JWKS, `@connections`, the Lambda Runtime API. */
export interface HttpSurface {
  /** The first path segment it answers to, e.g. `/datastore`. */
  readonly prefix: string;
  handle(request: WireRequest): Promise<WireResponse>;
  /** Takes over a WebSocket handshake. Errors of the socket are the gateway's. */
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** One AWS service: the same furniture in every room. */
export interface Service {
  /** The name in ARNs and SigV4 scopes: dynamodb, events, states. */
  readonly name: string;
  readonly resources: Readonly<Record<string, ResourceType>>;
  readonly operations: Readonly<Record<string, AnyOperation>>;
  readonly http?: readonly HttpSurface[];
  /** Called once all resources are declared: take up what was under way when the last process ended. */
  start?(): void;
  /** Lets what is running come to an end or abandons it; nothing may happen afterwards. */
  stop?(): Promise<void>;
}
