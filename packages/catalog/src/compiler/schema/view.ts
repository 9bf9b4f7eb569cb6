import { isObject } from '../json.ts';
import { perObject } from '../remember.ts';
import type { SchemaFile } from '../stages.ts';
import { referenceTarget, type SchemaNode, type Schemas } from './schema-node.ts';

/**
 * A schema file with all that its references lead to, and nothing else. As long as none of these files changes it is
 * the same object, so that what was found out about it can be remembered by it: a change makes its dependents new views.
 */
export interface SchemaView {
  readonly file: SchemaFile;
  /** The file and those that it refers to, over however many steps; a reference that leads nowhere has no schema here. */
  readonly schemas: Schemas;
}

const targetsOf = new WeakMap<SchemaFile, readonly string[]>();
const closures = new WeakMap<Schemas, Map<string, ReadonlySet<string>>>();
interface LastingView extends SchemaView {
  readonly paths: readonly string[];
  readonly needs: readonly (SchemaFile | undefined)[];
}

const latest = new WeakMap<SchemaFile, LastingView>();

/** The file and every file that its references lead to. */
export function closure(schemas: Schemas, file: string): ReadonlySet<string> {
  const known = closures.get(schemas) ?? new Map<string, ReadonlySet<string>>();
  closures.set(schemas, known);
  const found = known.get(file);
  if (found !== undefined) return found;
  const files = new Set([file]);
  for (const reached of files) {
    const schema = schemas.get(reached);
    if (schema !== undefined) for (const target of directTargets(schema)) files.add(target);
  }
  known.set(file, files);
  return files;
}

function directTargets(file: SchemaFile): readonly string[] {
  const known = targetsOf.get(file) ?? [...addTargets(new Set(), file.schema, file.file)];
  targetsOf.set(file, known);
  return known;
}

function addTargets(found: Set<string>, value: unknown, file: string): ReadonlySet<string> {
  if (Array.isArray(value)) for (const item of value) addTargets(found, item, file);
  if (!isObject(value)) return found;
  const ref = value.$ref;
  const target = typeof ref === 'string' ? referenceTarget(file, ref)?.file : undefined;
  if (target !== undefined) found.add(target);
  for (const key in value) addTargets(found, value[key], file);
  return found;
}

/** The views of the schemas that were asked for last: each is asked for many times in a turn. */
let current: { readonly schemas: Schemas; readonly views: Map<SchemaFile, SchemaView> } | undefined;

export function viewOf(schemas: Schemas, file: SchemaFile): SchemaView {
  if (current?.schemas !== schemas) current = { schemas, views: new Map() };
  const view = current.views.get(file) ?? lastingView(schemas, file);
  current.views.set(file, view);
  return view;
}

function lastingView(schemas: Schemas, file: SchemaFile): SchemaView {
  const last = latest.get(file);
  if (last?.paths.every((path, index) => last.needs[index] === schemas.get(path))) return last;
  const paths = [...closure(schemas, file.file)];
  const needs = paths.map((path) => schemas.get(path));
  const view = { file, paths, needs, schemas: new Map(needs.flatMap((need) => (need ? [[need.file, need]] : []))) };
  latest.set(file, view);
  return view;
}

/**
 * The file that a schema is the whole of, when that is another than the one that led there: what is found out about it
 * then does not depend on who asks, and is remembered for all.
 */
export function elsewhere(schemas: Schemas, from: SchemaNode, target: SchemaNode): SchemaFile | undefined {
  return target.file === from.file || target.pointer !== '' ? undefined : schemas.get(target.file);
}

/** Remembers what is found out about a view, which is all that `find` may look at. */
export function perView<Found>(find: (view: SchemaView) => Found): (schemas: Schemas, file: SchemaFile) => Found {
  const found = perObject(find);
  return (schemas, file) => found(viewOf(schemas, file));
}
