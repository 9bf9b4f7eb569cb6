import { AwsError } from '../../kernel/errors.ts';
import type { WireRequest } from '../../kernel/service.ts';
import { checkType } from './fhir-resource.ts';

/** One request to a data store's address: which operation it is, named as IAM names its action, and with what. */
export interface FhirRequest {
  readonly DatastoreId: string;
  readonly type: string;
  readonly id: string;
  readonly versionId: string;
  readonly jobId: string;
  readonly query: URLSearchParams;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** …/datastore/<id>/r4/ */
  readonly base: string;
}

export interface Routed {
  readonly operation: string;
  readonly request: FhirRequest;
}

interface Route {
  readonly method: string;
  /** Segments behind `r4`; what starts with a colon takes any text. */
  readonly path: string;
  readonly operation: string;
}

/** HealthLake Developer Guide, and "Actions, resources, and condition keys for AWS HealthLake" for the names. */
const ROUTES: readonly Route[] = [
  { method: 'GET', path: 'metadata', operation: 'GetCapabilities' },
  { method: 'POST', path: '', operation: 'ProcessBundle' },
  { method: 'POST', path: '$export', operation: 'StartFHIRExportJobWithPost' },
  { method: 'POST', path: 'Patient/$export', operation: 'StartFHIRExportJobWithPost' },
  { method: 'GET', path: 'export/:jobId', operation: 'DescribeFHIRExportJobWithGet' },
  { method: 'DELETE', path: 'export/:jobId', operation: 'CancelFHIRExportJobWithDelete' },
  { method: 'POST', path: ':type/_search', operation: 'SearchWithPost' },
  { method: 'GET', path: ':type', operation: 'SearchWithGet' },
  { method: 'POST', path: ':type', operation: 'CreateResource' },
  { method: 'GET', path: ':type/:id', operation: 'ReadResource' },
  { method: 'PUT', path: ':type/:id', operation: 'UpdateResource' },
  { method: 'DELETE', path: ':type/:id', operation: 'DeleteResource' },
  { method: 'GET', path: ':type/:id/_history', operation: 'GetHistoryByResourceId' },
  { method: 'GET', path: ':type/:id/_history/:versionId', operation: 'VersionReadResource' },
];

const match = (path: string, segments: readonly string[]): ReadonlyMap<string, string> | undefined => {
  const parts = path === '' ? [] : path.split('/');
  if (parts.length !== segments.length) return undefined;
  const labels = new Map<string, string>();
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith(':')) labels.set(part.slice(1), segment);
    else if (part !== segment) return undefined;
  }
  return labels;
};

const notExecuted = (what: string): AwsError =>
  new AwsError('NotSupportedException', `The local HealthLake does not execute ${what}.`, { status: 501 });

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new AwsError('ValidationException', 'The address is not percent-encoded as URLs are.');
  }
};

const utf8 = new TextDecoder('utf-8', { fatal: true });

const decodedBody = (body: Uint8Array): string => {
  try {
    return utf8.decode(body);
  } catch {
    throw new AwsError('ValidationException', 'The body is not UTF-8.');
  }
};

/** FHIR 4.0.1, "RESTful API", 3.1.0.1.11: JSON by either name; a search by POST is a form. XML is not executed here. */
const checkMediaType = ({ headers, body }: WireRequest, operation: string): void => {
  if (body.length === 0) return;
  const [type = ''] = (headers['content-type'] ?? '').split(';').map((each) => each.trim().toLowerCase());
  const taken =
    operation === 'SearchWithPost'
      ? ['application/x-www-form-urlencoded']
      : ['application/fhir+json', 'application/json'];
  if (taken.includes(type)) return;
  const message = `The content type is ${type === '' ? 'missing' : type}; this takes ${taken.join(' or ')}.`;
  throw new AwsError('UnsupportedMediaTypeException', message, { status: 415 });
};

/** @throws AwsError for an address that leads nowhere, or to what is not executed here. */
export const routeFhir = (wire: WireRequest, endpoint: string): Routed => {
  const { method, url, headers, body } = wire;
  const [, , DatastoreId = '', version, ...rest] = url.pathname.split('/').map(decoded);
  if (version !== 'r4') throw new AwsError('ResourceNotFoundException', 'A data store speaks r4.', { status: 404 });
  const segments = rest.filter((each) => each !== '');
  for (const route of ROUTES) {
    const labels = route.method === method ? match(route.path, segments) : undefined;
    if (labels === undefined) continue;
    const type = labels.get('type') ?? (segments[0] === 'Patient' ? 'Patient' : '');
    if (labels.has('type')) checkType(type);
    checkMediaType(wire, route.operation);
    const request: FhirRequest = {
      DatastoreId,
      type,
      id: labels.get('id') ?? '',
      versionId: labels.get('versionId') ?? '',
      jobId: labels.get('jobId') ?? '',
      query: url.searchParams,
      body: decodedBody(body),
      headers,
      base: `${endpoint}/datastore/${DatastoreId}/r4/`,
    };
    return { operation: route.operation, request };
  }
  throw notExecuted(`${method} ${segments.map((each, index) => (index % 2 === 0 ? each : '…')).join('/')}`);
};
