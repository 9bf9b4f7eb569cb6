import type { JsonObject } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { AnyOperation, Operation } from '../../kernel/operations.ts';
import type { WireResponse } from '../../kernel/service.ts';
import { processBundle } from './bundle.ts';
import { capabilityStatement } from './capability-statement.ts';
import { type Datastores, datastoreArn } from './datastore.ts';
import type { FhirRequest } from './fhir-request.ts';
import { parseResource } from './fhir-resource.ts';
import { interactionsOn, type Written } from './interactions.ts';
import { fhirJson } from './outcome.ts';
import type { Place, ResourceStore, Version } from './resource-store.ts';
import { readQuery, search } from './search.ts';

const placeOf = ({ DatastoreId, type, id }: FhirRequest): Place => ({ datastoreId: DatastoreId, type, id });

const versionHeaders = ({ v, at }: Version): Readonly<Record<string, string>> => ({
  etag: `W/"${v}"`,
  'last-modified': new Date(at).toUTCString(),
});

const written = ({ created, id, version }: Written, { base, type }: FhirRequest): WireResponse =>
  fhirJson(created ? 201 : 200, version.text, {
    ...versionHeaders(version),
    ...(created ? { location: `${base}${type}/${id}/_history/${version.v}` } : {}),
  });

interface BundleEntry {
  readonly fullUrl: string;
  readonly text: string;
  readonly more: JsonObject;
}

/** Resources are text already: they are put between the bundle's braces as they are. */
const bundleText = (head: JsonObject, entries: readonly BundleEntry[]): string => {
  const texts = entries.map(({ fullUrl, text, more }) => {
    const rest = JSON.stringify(more).slice(1);
    return `{"fullUrl":${JSON.stringify(fullUrl)},"resource":${text}${rest === '}' ? '}' : `,${rest}`}`;
  });
  return `${JSON.stringify(head).slice(0, -1)},"entry":[${texts.join(',')}]}`;
};

const searched = (store: ResourceStore, request: FhirRequest, query: URLSearchParams): WireResponse => {
  const { base, type } = request;
  const { total, entries, next } = search(store, readQuery(request.DatastoreId, type, query));
  const linkTo = (relation: string, parameters: URLSearchParams): JsonObject => ({
    relation,
    url: `${base}${type}${parameters.size === 0 ? '' : `?${parameters}`}`,
  });
  const following = new URLSearchParams(query);
  if (next !== undefined) following.set('page', next);
  const link = [linkTo('self', query), ...(next === undefined ? [] : [linkTo('next', following)])];
  const head = { resourceType: 'Bundle', type: 'searchset', total, link };
  const found = entries.map(([id, { text }]) => ({
    fullUrl: `${base}${type}/${id}`,
    text,
    more: { search: { mode: 'match' } },
  }));
  return fhirJson(200, bundleText(head, found));
};

const historyOf = (versions: readonly Version[], { base, type, id }: FhirRequest): WireResponse => {
  const entries = versions.map((version) => ({
    fullUrl: `${base}${type}/${id}`,
    text: version.text,
    more: {
      request: { method: version.v === 1 ? 'POST' : 'PUT', url: `${type}/${id}` },
      response: { status: version.v === 1 ? '201' : '200', etag: `W/"${version.v}"` },
    },
  }));
  return fhirJson(200, bundleText({ resourceType: 'Bundle', type: 'history', total: versions.length }, entries));
};

/** The data store's REST API as operations, so that each is judged by the IAM action of its name. */
export const fhirOperations = (
  kernel: Kernel,
  datastores: Datastores,
  store: ResourceStore,
): Readonly<Record<string, AnyOperation>> => {
  const interactions = interactionsOn(kernel, store);
  const operation = (
    action: string,
    run: (request: FhirRequest) => WireResponse,
  ): Operation<FhirRequest, WireResponse> => ({
    needs: ({ DatastoreId }) => [{ action: `healthlake:${action}`, resource: datastoreArn(kernel, DatastoreId) }],
    run(request) {
      datastores.expect(request.DatastoreId);
      return run(request);
    },
  });
  const all = {
    GetCapabilities: ({ base }: FhirRequest) =>
      fhirJson(200, JSON.stringify(capabilityStatement(base, kernel.clock.now()))),
    CreateResource: (request: FhirRequest) =>
      written(interactions.create(request.DatastoreId, request.type, parseResource(request.body)), request),
    ReadResource(request: FhirRequest) {
      const version = interactions.read(placeOf(request));
      return fhirJson(200, version.text, versionHeaders(version));
    },
    VersionReadResource(request: FhirRequest) {
      const version = interactions.vread(placeOf(request), request.versionId);
      return fhirJson(200, version.text, versionHeaders(version));
    },
    GetHistoryByResourceId: (request: FhirRequest) => historyOf(interactions.history(placeOf(request)), request),
    UpdateResource: (request: FhirRequest) =>
      written(interactions.update(placeOf(request), parseResource(request.body), request.headers['if-match']), request),
    DeleteResource(request: FhirRequest): WireResponse {
      interactions.delete(placeOf(request));
      return { status: 204 };
    },
    SearchWithGet: (request: FhirRequest) => searched(store, request, request.query),
    SearchWithPost: (request: FhirRequest) => searched(store, request, new URLSearchParams(request.body)),
    ProcessBundle({ DatastoreId, body }: FhirRequest) {
      const answer = processBundle({ kernel, datastoreId: DatastoreId, interactions }, parseResource(body));
      return fhirJson(200, JSON.stringify(answer));
    },
  };
  return Object.fromEntries(Object.entries(all).map(([action, run]) => [action, operation(action, run)]));
};
