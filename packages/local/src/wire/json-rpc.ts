import { AwsError } from '../kernel/errors.ts';
import type { WireResponse } from '../kernel/service.ts';
import { readShape, writeShape } from './codecs.ts';
import type { Exchange, Incoming } from './exchange.ts';
import type { Headers } from './http-message.ts';
import { refuseSimpleType } from './media-type.ts';
import { type Model, models } from './models.ts';

const byTarget = new Map<string, Model>(
  models.filter((each) => each.protocol === 'json').map((each) => [each.target, each]),
);

const DEFAULT_TYPE = 'application/x-amz-json-1.0';

export const isJsonRpc = (headers: Headers): boolean => headers['x-amz-target'] !== undefined;

/** The answer is of the version that was asked in. */
export const answerType = (headers: Headers): string => {
  const type = headers['content-type'] ?? '';
  return type.startsWith('application/x-amz-json-') ? type : DEFAULT_TYPE;
};

export const jsonError = (error: AwsError, type: string = DEFAULT_TYPE): WireResponse => ({
  status: error.status,
  headers: { 'content-type': type, 'x-amzn-errortype': error.code },
  body: JSON.stringify({ __type: error.code, message: error.message, Message: error.message, ...error.members }),
});

/**
 * AWS JSON 1.0 and 1.1: the operation is in `X-Amz-Target: <service>.<operation>`, in and out are the body (Smithy,
 * "AWS JSON 1.0 protocol"). Undefined when the request is none.
 * @throws AwsError UnknownOperationException
 */
export const jsonRpc = (request: Incoming): Exchange | undefined => {
  if (!isJsonRpc(request.headers)) return undefined;
  const [target = '', operation = ''] = (request.headers['x-amz-target'] ?? '').split('.');
  const model = byTarget.get(target);
  const schema = model?.operations.get(operation);
  if (model === undefined || schema === undefined) {
    throw new AwsError('UnknownOperationException', `${target}.${operation} is not known here.`, { status: 501 });
  }
  const type = answerType(request.headers);
  return {
    model,
    operation,
    schema,
    async input() {
      refuseSimpleType(request.headers, 'application/x-amz-json-1.0 or 1.1');
      return request.body.length === 0 ? {} : readShape('json', schema[4], request.body);
    },
    answer: (output) => ({
      status: 200,
      headers: { 'content-type': type },
      body: output === undefined ? '{}' : writeShape('json', schema[5], output),
    }),
    refuse: (error) => jsonError(error, type),
  };
};
