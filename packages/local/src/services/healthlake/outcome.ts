import { type AwsError, isAwsError } from '../../kernel/errors.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { WireResponse } from '../../kernel/service.ts';

/** HL7 FHIR 4.0.1, value set issue-type. */
const issueCode = (status: number): string => {
  const codes: Readonly<Record<number, string>> = {
    400: 'invalid',
    403: 'forbidden',
    404: 'not-found',
    405: 'not-supported',
    409: 'conflict',
    410: 'deleted',
    412: 'conflict',
    422: 'processing',
    429: 'throttled',
    501: 'not-supported',
  };
  return codes[status] ?? 'exception';
};

export const operationOutcome = (status: number, diagnostics: string): JsonObject => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: issueCode(status), diagnostics }],
});

export const fhirJson = (
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): WireResponse => ({
  status,
  headers: { 'content-type': 'application/fhir+json; charset=utf-8', ...headers },
  body,
});

const answerTo = (error: AwsError): WireResponse =>
  fhirJson(error.status, JSON.stringify(operationOutcome(error.status, error.message)));

/** Runs it; an error of ours becomes an OperationOutcome with its status. */
export const asOutcome = async (act: () => Promise<WireResponse>): Promise<WireResponse> => {
  try {
    return await act();
  } catch (error) {
    if (isAwsError(error)) return answerTo(error);
    throw error;
  }
};
