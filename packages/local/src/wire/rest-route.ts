import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticOperationSchema } from '@smithy/types';
import type { Incoming } from './exchange.ts';
import type { Model } from './models.ts';

/** An operation's `http` trait, taken apart: method, path, and the query that tells operations on one path apart. */
export interface RestRoute {
  readonly operation: string;
  readonly schema: StaticOperationSchema;
  readonly method: string;
  readonly path: RegExp;
  readonly labels: readonly string[];
  readonly literals: ReadonlyMap<string, string>;
  /** Query parameters and telling headers of the input: a request that carries more of them fits better. */
  readonly queries: readonly string[];
  /** Query parameters and headers that a request of this operation cannot lack. */
  readonly required: readonly string[];
  readonly requiredHeaders: readonly string[];
  readonly copies: boolean;
  readonly takesBucket: boolean;
}

interface HttpTrait {
  readonly http?: readonly [method: string, uri: string, status: number];
}

const pathOf = (uri: string): { readonly path: RegExp; readonly labels: readonly string[] } => {
  const labels: string[] = [];
  const source = uri.replace(/\{([A-Za-z0-9]+)(\+?)\}|[^{]+/g, (part, label?: string, greedy?: string) => {
    if (label === undefined) return part.replace(/[.*+?^$()[\]\\|]/g, '\\$&');
    labels.push(label);
    return greedy === '+' ? '(.+)' : '([^/]+)';
  });
  return { path: new RegExp(`^${source}/?$`), labels };
};

type Members = readonly (readonly [name: string, member: NormalizedSchema])[];

const queriesOf = (members: Members): readonly string[] =>
  members.flatMap(([, member]) => member.getMergedTraits().httpQuery ?? []);

/** The SDK's schema of a structure lists what is required first, and says at its end how many that are. */
const requiredOf = (input: NormalizedSchema): number => {
  const schema: unknown = input.getSchema();
  return Array.isArray(schema) && typeof schema[6] === 'number' ? schema[6] : 0;
};

const routeOf = (operation: string, schema: StaticOperationSchema): RestRoute | undefined => {
  const http = (schema[3] as HttpTrait).http;
  if (http === undefined) return undefined;
  const [uri = '', query = ''] = http[1].split('?');
  const input = NormalizedSchema.of(schema[4]);
  const members = [...input.structIterator()];
  const required = members.slice(0, requiredOf(input));
  return {
    operation,
    schema,
    method: http[0],
    ...pathOf(uri),
    literals: new Map(new URLSearchParams(query)),
    queries: queriesOf(members),
    required: queriesOf(required),
    requiredHeaders: required.flatMap(([, member]) => member.getMergedTraits().httpHeader?.toLowerCase() ?? []),
    copies: members.some(([, member]) => member.getMergedTraits().httpHeader === 'x-amz-copy-source'),
    takesBucket: members.some(([name]) => name === 'Bucket'),
  };
};

const routesByModel = new WeakMap<Model, readonly RestRoute[]>();

export const routesOf = (model: Model): readonly RestRoute[] => {
  const known = routesByModel.get(model);
  if (known !== undefined) return known;
  const routes = [...model.operations].flatMap(([name, schema]) => routeOf(name, schema) ?? []);
  routesByModel.set(model, routes);
  return routes;
};

/** Of another host, s3express-control (S3 API Reference, "ListDirectoryBuckets"): on this one only its name means it. */
const ONLY_BY_NAME = new Set(['ListDirectoryBuckets']);

/** `x-id` only tells the SDK's own operations apart: other clients leave it out. */
const literalsFit = (route: RestRoute, query: URLSearchParams): boolean =>
  [...route.literals].every(([name, value]) => {
    if (name === 'x-id' && !query.has(name)) return !ONLY_BY_NAME.has(value);
    return query.has(name) && (value === '' || query.get(name) === value);
  });

const weight = (route: RestRoute, request: Incoming): number => {
  const query = request.url.searchParams;
  const literal = [...route.literals.keys()].filter((name) => name !== 'x-id' && query.has(name)).length;
  const named = route.literals.get('x-id') === query.get('x-id') && query.has('x-id') ? 1 : 0;
  const carried = route.queries.filter((name) => query.has(name)).length;
  const copy = route.copies && request.headers['x-amz-copy-source'] !== undefined ? 1 : 0;
  return named * 1000 + copy * 200 + literal * 100 + carried;
};

/** The operation whose route fits the request best; of two alike the one with fewer parameters of its own. */
export const matchRoute = (
  routes: readonly RestRoute[],
  request: Incoming,
  path: string,
): { readonly route: RestRoute; readonly groups: readonly string[] } | undefined => {
  const fitting = routes.flatMap((route) => {
    const groups = route.method === request.method ? route.path.exec(path)?.slice(1) : undefined;
    const { searchParams } = request.url;
    const has = route.required.every((name) => searchParams.has(name));
    const tells = route.requiredHeaders.every((name) => request.headers[name] !== undefined);
    const fits = literalsFit(route, searchParams) && has && tells;
    return groups !== undefined && fits ? [{ route, groups }] : [];
  });
  return fitting.sort(
    (a, b) =>
      weight(b.route, request) - weight(a.route, request) ||
      a.route.labels.length - b.route.labels.length ||
      a.route.queries.length - b.route.queries.length,
  )[0];
};
