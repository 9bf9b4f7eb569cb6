import { AwsError } from '../kernel/errors.ts';
import type { WireResponse } from '../kernel/service.ts';
import type { Exchange, Incoming } from './exchange.ts';
import { jsonError } from './json-rpc.ts';
import { type Model, models } from './models.ts';
import { readInput, writeOutput } from './rest-bindings.ts';
import { matchRoute, routesOf } from './rest-route.ts';

const escapeXml = (text: string): string =>
  text.replace(/[<>&"]/g, (each) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' })[each] ?? each);

/** Amazon S3 API Reference, "Error responses". */
export const xmlError = (error: AwsError): WireResponse => ({
  status: error.status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message></Error>`,
});

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError('InvalidURI', "Couldn't parse the specified URI.");
  }
};

/** Path style: `/bucket/key`. The SDK takes it by itself for an endpoint that is an IP address. */
const bucketOf = (path: string): { readonly bucket: string | undefined; readonly rest: string } => {
  const [, bucket = '', ...key] = path.split('/');
  if (bucket === '' && key.length > 0) throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.');
  return { bucket: bucket === '' ? undefined : decoded(bucket), rest: `/${key.join('/')}` };
};

const contentTypes: Readonly<Record<string, string>> = { restXml: 'application/xml', restJson: 'application/json' };

const exchangeOf = (model: Model, request: Incoming): Exchange => {
  const s3 = model.service === 's3' ? bucketOf(request.path) : undefined;
  const routes = routesOf(model).filter((route) => s3 === undefined || route.takesBucket === (s3.bucket !== undefined));
  const found = matchRoute(routes, request, s3?.rest ?? request.path);
  if (found === undefined) {
    const what = `${request.method} ${request.path}`;
    throw new AwsError('UnknownOperationException', `${what} is no operation of ${model.service}.`, { status: 501 });
  }
  const { route } = found;
  const labels = new Map(route.labels.map((label, index) => [label, decoded(found.groups[index] ?? '')]));
  if (s3?.bucket !== undefined) labels.set('Bucket', s3.bucket);
  const status = (route.schema[3] as { http: readonly [string, string, number] }).http[2];
  return {
    model,
    operation: route.operation,
    schema: route.schema,
    input: () => readInput(model.protocol, route.schema[4], request, labels),
    answer(output) {
      const bound = writeOutput(model.protocol, route.schema[5], output);
      const type = { 'content-type': contentTypes[model.protocol] ?? 'application/json' };
      // HTTP semantics, "206 Partial Content": what a range request gets.
      const partial = bound.headers['content-range'] === undefined ? status : 206;
      return { status: bound.status ?? partial, headers: { ...type, ...bound.headers }, body: bound.body };
    },
    refuse: (error) => (model.protocol === 'restXml' ? xmlError(error) : jsonError(error, 'application/json')),
  };
};

/** REST protocols: the service is the one the request was signed for. @throws AwsError UnknownOperationException */
export const rest = (service: string, request: Incoming): Exchange | undefined => {
  const model = models.find((each) => each.service === service && each.protocol.startsWith('rest'));
  return model === undefined ? undefined : exchangeOf(model, request);
};
