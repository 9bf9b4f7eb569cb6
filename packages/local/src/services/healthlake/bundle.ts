import { AwsError, isAwsError } from '../../kernel/errors.ts';
import { isJsonObject, type Json, type JsonObject, parseExactJson } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { checkResource, checkType, type FhirResource } from './fhir-resource.ts';
import type { Interactions, Written } from './interactions.ts';
import { operationOutcome } from './outcome.ts';

/** HealthLake quotas: 160 resources a bundle. */
const MOST_ENTRIES = 160;

interface Entry {
  readonly method: string;
  readonly url: string;
  readonly fullUrl: string | undefined;
  readonly resource: Json | undefined;
  readonly ifMatch: string | undefined;
}

const invalid = (message: string): AwsError => new AwsError('ValidationException', message);

const entryOf = (entry: Json): Entry => {
  const { request, resource, fullUrl } = isJsonObject(entry) ? entry : {};
  if (!isJsonObject(request) || typeof request.method !== 'string' || typeof request.url !== 'string')
    throw invalid('An entry of the bundle has no request with method and url.');
  for (const name of ['ifNoneExist', 'ifNoneMatch', 'ifModifiedSince'])
    if (request[name] !== undefined) throw invalid(`The local HealthLake does not execute request.${name}.`);
  return {
    method: request.method,
    url: request.url,
    fullUrl: typeof fullUrl === 'string' ? fullUrl : undefined,
    resource,
    ifMatch: typeof request.ifMatch === 'string' ? request.ifMatch : undefined,
  };
};

export interface BundleContext {
  readonly kernel: Kernel;
  readonly datastoreId: string;
  readonly interactions: Interactions;
}

const answerOf = (type: string, { created, id, version }: Written): JsonObject => ({
  response: {
    status: created ? '201 Created' : '200 OK',
    location: `${type}/${id}/_history/${version.v}`,
    etag: `W/"${version.v}"`,
    lastModified: new Date(version.at).toISOString(),
  },
});

const run = ({ datastoreId, interactions }: BundleContext, entry: Entry): JsonObject => {
  const [type = '', id = '', ...more] = entry.url.split('/');
  if (more.length > 0 || entry.url.includes('?')) throw invalid('An entry names a type, or a type and an id.');
  const place = { datastoreId, type: checkType(type), id };
  const resource = (): FhirResource => checkResource(entry.resource);
  switch (`${entry.method} ${id === '' ? 'type' : 'instance'}`) {
    case 'POST type':
      return answerOf(type, interactions.create(datastoreId, type, resource()));
    case 'PUT instance':
      return answerOf(type, interactions.update(place, resource(), entry.ifMatch));
    case 'DELETE instance':
      interactions.delete(place);
      return { response: { status: '204 No Content' } };
    case 'GET instance': {
      const version = interactions.read(place);
      return { resource: parseExactJson(version.text), response: { status: '200 OK', etag: `W/"${version.v}"` } };
    }
    default:
      throw invalid(`${entry.method} ${entry.url} is no interaction that a bundle takes here.`);
  }
};

/** Each on its own: one that fails is answered with its outcome, and the others are done. */
const batch = (context: BundleContext, entries: readonly Json[]): readonly JsonObject[] =>
  entries.map((entry) => {
    try {
      return context.kernel.journal.atomically(() => run(context, entryOf(entry)));
    } catch (error) {
      if (!isAwsError(error)) throw error;
      return { response: { status: String(error.status), outcome: operationOutcome(error.status, error.message) } };
    }
  });

/** New resources get their ids first, so that references to `urn:uuid:` can be written as references to them. */
const withIds = ({ kernel }: BundleContext, entries: readonly Entry[]): readonly Entry[] => {
  const ids = new Map<string, string>();
  const named = entries.map((entry): Entry => {
    const [type = ''] = entry.url.split('/');
    if (entry.method !== 'POST' || entry.fullUrl === undefined || !isJsonObject(entry.resource)) return entry;
    const id = kernel.identity.uuid();
    ids.set(entry.fullUrl, `${type}/${id}`);
    return { ...entry, method: 'PUT', url: `${type}/${id}`, resource: { ...entry.resource, id } };
  });
  const resolved = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(resolved);
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => {
        const to = name === 'reference' && typeof each === 'string' ? ids.get(each) : undefined;
        return [name, to ?? resolved(each)];
      }),
    );
  };
  return named.map((entry) =>
    entry.resource === undefined ? entry : { ...entry, resource: resolved(entry.resource) },
  );
};

/** HL7 FHIR 4.0.1, "Transaction Processing Rules": deletions first, then creations, updates and reads; all or nothing. */
const ORDER = ['DELETE', 'POST', 'PUT', 'GET'];

const transaction = (context: BundleContext, given: readonly Json[]): readonly JsonObject[] => {
  const entries = given.map(entryOf);
  const order = entries
    .map((_, index) => index)
    .sort((a, b) => {
      const rank = (at: number): number => ORDER.indexOf(entries[at]?.method ?? '');
      return rank(a) - rank(b) || a - b;
    });
  const ready = withIds(context, entries);
  const answers = new Map<number, JsonObject>();
  context.kernel.journal.atomically(() => {
    for (const index of order) {
      const entry = ready[index];
      if (entry !== undefined) answers.set(index, run(context, entry));
    }
  });
  return entries.map((_, index) => answers.get(index) ?? {});
};

/** @throws AwsError, and then nothing of a transaction was done. */
export const processBundle = (context: BundleContext, bundle: FhirResource): JsonObject => {
  const { resourceType, type, entry = [] } = bundle;
  if (resourceType !== 'Bundle') throw invalid('A bundle is posted to the base address.');
  if (type !== 'transaction' && type !== 'batch') throw invalid('The bundle is neither a transaction nor a batch.');
  const entries: readonly Json[] = Array.isArray(entry) ? entry : [entry];
  if (entries.length > MOST_ENTRIES) throw invalid(`A bundle has at most ${MOST_ENTRIES} entries.`);
  const answers = type === 'transaction' ? transaction(context, entries) : batch(context, entries);
  return { resourceType: 'Bundle', type: `${type}-response`, entry: answers };
};
