import { isJsonObject, type JsonObject } from '../kernel/json.ts';
import { referencesOf } from './intrinsics.ts';

export type Ordered =
  | { readonly ok: true; readonly order: readonly string[] }
  | { readonly ok: false; readonly circle: readonly string[] };

const dependenciesOf = (resource: JsonObject, ids: ReadonlySet<string>): readonly string[] => {
  const explicit = resource.DependsOn ?? [];
  const all = [
    ...referencesOf(resource.Properties ?? {}),
    ...(Array.isArray(explicit) ? explicit : [explicit]).map(String),
  ];
  return [...new Set(all)].filter((id) => ids.has(id));
};

/** Resources in the order they can be made: what a resource refers to or `DependsOn` comes before it. */
export const orderOf = (resources: JsonObject): Ordered => {
  const ids = new Set(Object.keys(resources));
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (id: string): readonly string[] | undefined => {
    if (done.has(id)) return undefined;
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
    path.push(id);
    const resource = resources[id];
    for (const dependency of isJsonObject(resource) ? dependenciesOf(resource, ids) : []) {
      const circle = visit(dependency);
      if (circle !== undefined) return circle;
    }
    path.pop();
    done.add(id);
    return undefined;
  };
  for (const id of ids) {
    const circle = visit(id);
    if (circle !== undefined) return { ok: false, circle };
  }
  return { ok: true, order: [...done] };
};
