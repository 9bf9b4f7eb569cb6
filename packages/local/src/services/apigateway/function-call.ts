import { isAwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Integration } from './websocket-api.ts';

/** What a function behind a route answers (Developer Guide, "Set up a WebSocket API integration response"). */
export interface ProxyResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export type FunctionAnswer =
  | { readonly ok: true; readonly value: unknown }
  /** `errorMessage` is the function's own, when it was the function that failed. */
  | { readonly ok: false; readonly errorMessage?: string };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Invokes as API Gateway, or as the role that the template gives. A failing function is an answer, never a throw. */
export const callFunction = async (
  kernel: Kernel,
  integration: Integration,
  event: unknown,
): Promise<FunctionAnswer> => {
  try {
    const caller = integration.credentialsArn ?? 'apigateway.amazonaws.com';
    const result = await kernel.targets.invoke(integration.functionArn, { payload: JSON.stringify(event), caller });
    const value = JSON.parse(result.payload) as unknown;
    if (result.ok) return { ok: true, value };
    return { ok: false, errorMessage: String(isRecord(value) ? value.errorMessage : '') };
  } catch (error) {
    // A cloud that is stopping has said so already.
    if (!isAwsError(error) || error.code !== 'ServiceException')
      kernel.report(error, `execute-api: ${integration.functionArn}`);
    return { ok: false };
  }
};

/** @returns undefined for a malformed proxy response, which API Gateway answers with 502. */
export const proxyResponseOf = (value: unknown): ProxyResponse | undefined => {
  if (!isRecord(value)) return undefined;
  const { statusCode, headers = {}, body } = value;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599 || !isRecord(headers ?? {})) return undefined;
  return {
    statusCode: status,
    headers: Object.fromEntries(Object.entries(headers ?? {}).map(([name, text]) => [name, String(text)])),
    ...(body === undefined || body === null ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  };
};
