import { AwsError } from './errors.ts';
import type { Journal } from './journal.ts';

/** Who calls: an IAM role's ARN, a service principal, or the account's root. */
export interface Call {
  readonly caller: string;
  readonly requestId: string;
}

/** An action on a resource, as IAM names them: `dynamodb:PutItem` on a table's ARN (`*` where AWS has no resource). */
export interface Permission {
  readonly action: string;
  readonly resource: string;
}

/**
 * One API operation. Input and output are the SDK's own shapes (`PutItemCommandInput`, …): blobs as Uint8Array,
 * timestamps as Date, streaming bodies as Uint8Array. Throws AwsError with the modelled exception's name.
 */
export interface Operation<I, O> {
  needs(input: I): readonly Permission[];
  /** What it writes before its first `await` is taken back when it throws; after that it writes `atomically` itself. */
  run(input: I, call: Call): O | Promise<O>;
}

export type AnyOperation = Operation<never, unknown>;

/** Judges a call before it runs. @throws AwsError AccessDeniedException */
export type Authorize = (caller: string, needed: readonly Permission[]) => void;

/** In-process calls between services by API name (`states` calling `dynamodb:PutItem`), authorized like those on the wire. */
export interface Operations {
  register(service: string, operations: Readonly<Record<string, AnyOperation>>): void;
  has(service: string, operation: string): boolean;
  /** @throws AwsError of the operation, `AccessDeniedException`, or `UnknownOperationException`. */
  call(service: string, operation: string, input: unknown, call: Call): Promise<unknown>;
}

export const operationTable = (authorize: Authorize, journal: Pick<Journal, 'atomically'>): Operations => {
  const table = new Map<string, Readonly<Record<string, AnyOperation>>>();
  const find = (service: string, operation: string): Operation<unknown, unknown> | undefined =>
    table.get(service)?.[operation] as Operation<unknown, unknown> | undefined;
  return {
    register: (service, operations) => void table.set(service, operations),
    has: (service, operation) => find(service, operation) !== undefined,
    async call(service, operation, input, call) {
      const found = find(service, operation);
      if (found === undefined) {
        const mend = table.has(service) ? `the local ${service} does not execute it` : `there is no local ${service}`;
        throw new AwsError('UnknownOperationException', `${service}:${operation}: ${mend}.`, { status: 501 });
      }
      authorize(call.caller, found.needs(input));
      return journal.atomically(() => found.run(input, call));
    },
  };
};
