/** Who is at fault decides whether a caller may try again unchanged. */
export type Fault = 'client' | 'server';

export interface AwsErrorDetails {
  /** HTTP status on the wire; 400 unless the API reference says otherwise. */
  readonly status?: number;
  readonly fault?: Fault;
  /** Further members of the modelled exception, e.g. `CancellationReasons`. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/**
 * An error as an AWS API reports it: `code` is the modelled exception's name (`ResourceNotFoundException`).
 * Operations throw it; the gateway writes it in the service's own protocol.
 */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  readonly fault: Fault;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, details: AwsErrorDetails = {}) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.fault = details.fault ?? 'client';
    this.status = details.status ?? (this.fault === 'server' ? 500 : 400);
    this.members = details.members ?? {};
  }
}

export const isAwsError = (error: unknown): error is AwsError =>
  error instanceof Error && error.name === 'AwsError' && typeof (error as AwsError).code === 'string';

/**
 * Something in a template that the local cloud does not execute. Collected over the whole template and reported
 * together; nothing is started while one stands.
 */
export interface Refusal {
  readonly code: 'RESOURCE_TYPE' | 'PROPERTY' | 'VALUE' | 'DEFINITION' | 'REFERENCE' | 'INTRINSIC';
  readonly stack: string;
  readonly logicalId: string;
  readonly resourceType: string;
  /** JSON pointer below the resource's `Properties`. */
  readonly path: string;
  readonly received: string;
  readonly mend: string;
}

/** Thrown by a resource's `declare` for what only the service can judge (a state field, a pattern operator). */
export class RefusedError extends Error {
  readonly path: string;
  readonly received: string;
  readonly mend: string;

  constructor(path: string, received: string, mend: string) {
    super(`${path}: ${received}. ${mend}`);
    this.name = 'RefusedError';
    this.path = path;
    this.received = received;
    this.mend = mend;
  }
}
