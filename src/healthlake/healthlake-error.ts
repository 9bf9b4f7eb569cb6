import { CodedError, isCoded, isRetryableStatus } from '@carillon/runtime/errors';

/** HealthLake refused an export request, or could not answer it. `code` is `HealthLake.<status>`. */
export class HealthLakeError extends CodedError {
  readonly status: number;

  constructor(status: number, operation: string, diagnostics: string) {
    // A conflict passes when the other job has ended; throttling and server faults pass by themselves.
    const retryable = status === 409 || isRetryableStatus(status);
    super(`HealthLake.${status}`, `${operation} answered ${status}${diagnostics}`, retryable);
    this.name = 'HealthLakeError';
    this.status = status;
  }
}

export const isHealthLakeError = (error: unknown): error is HealthLakeError => isCoded(error) && 'status' in error;

const DIAGNOSTICS_LIMIT = 300;

/** OperationOutcome (FHIR R4) or AWS's own error shape: both speak of the request, which holds no person's data. */
const diagnosticsOf = (body: string): string => {
  try {
    const { issue, message, Message } = JSON.parse(body) as {
      readonly issue?: readonly { readonly diagnostics?: string }[];
      readonly message?: string;
      readonly Message?: string;
    };
    const text = issue?.[0]?.diagnostics ?? message ?? Message;
    return text === undefined ? '' : `: ${text.slice(0, DIAGNOSTICS_LIMIT)}`;
  } catch {
    return '';
  }
};

/** The body of a successful answer. @throws HealthLakeError */
export const bodyOf = async (operation: string, response: Response): Promise<unknown> => {
  if (response.ok) return response.json();
  throw new HealthLakeError(response.status, operation, diagnosticsOf(await response.text()));
};
