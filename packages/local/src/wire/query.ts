import { AwsError } from '../kernel/errors.ts';
import type { WireResponse } from '../kernel/service.ts';
import { writeShape } from './codecs.ts';
import type { Exchange, Incoming } from './exchange.ts';
import type { Headers } from './http-message.ts';
import { models } from './models.ts';

export const isQuery = (headers: Headers): boolean =>
  (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

export const queryError = (error: AwsError): WireResponse => ({
  status: error.status,
  headers: { 'content-type': 'text/xml' },
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${error.code}</Code><Message>${escaped(error.message)}</Message></Error></ErrorResponse>`,
});

/**
 * AWS Query (`Action=…&Version=…`), flat inputs only: all that STS needs here (Smithy, "AWS query protocol").
 * @throws AwsError UnknownOperationException
 */
export const query = (service: string, request: Incoming): Exchange | undefined => {
  const model = models.find((each) => each.service === service && each.protocol === 'query');
  if (model === undefined) return undefined;
  const form = new URLSearchParams(new TextDecoder().decode(request.body));
  const operation = form.get('Action') ?? '';
  const schema = model.operations.get(operation);
  if (schema === undefined)
    throw new AwsError('InvalidAction', `${service} has no action ${operation}.`, { status: 400 });
  form.delete('Action');
  form.delete('Version');
  const envelope = (inner: string): string =>
    `<${operation}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${operation}Result>${inner}</${operation}Result></${operation}Response>`;
  return {
    model,
    operation,
    schema,
    input: async () => Object.fromEntries(form),
    answer(output) {
      const shape = writeShape('query', schema[5], output);
      const inner = shape.replace(/^<[^>]+>/, '').replace(/<\/[^>]+>$/, '');
      return { status: 200, headers: { 'content-type': 'text/xml' }, body: envelope(inner) };
    },
    refuse: queryError,
  };
};
