import { isObject, type JsonObject, objectAt } from '../../json.ts';
import type { OfObjects, Plain, Union } from './plain-schema.ts';
import { loopsFrom, type Targets, type Within } from './targets.ts';

export function readObject(schema: JsonObject, within: Within, targets: Targets): OfObjects | undefined {
  const { properties = {}, required = [], additionalProperties: isOpen } = schema;
  if (isOpen !== undefined && typeof isOpen !== 'boolean') return undefined;
  if (!isObject(properties) || !areNamesIn(properties, required)) return undefined;
  const fields: (readonly [string, Plain])[] = [];
  for (const [name, field] of Object.entries(properties)) {
    const read = isName(name) ? within(field) : undefined;
    if (read === undefined) return undefined;
    fields.push([name, read]);
  }
  if (!('oneOf' in schema) && !('discriminator' in schema))
    return { of: 'object', required, isOpen, properties: fields, union: undefined };
  const union = readUnion(schema, within, targets);
  return union && required.includes(union.tag)
    ? { of: 'object', required, isOpen, properties: fields, union }
    : undefined;
}

/** Ajv skips the one, and cannot write the place of a name with half of a character. */
const isName = (name: string): boolean => name !== '__proto__' && name.isWellFormed();

/** Strict mode asks that what is required is described. */
const areNamesIn = (properties: JsonObject, required: unknown): required is readonly string[] =>
  Array.isArray(required) &&
  required.length < loopsFrom &&
  required.every((name) => typeof name === 'string' && Object.hasOwn(properties, name));

function readUnion({ discriminator, oneOf }: JsonObject, within: Within, targets: Targets): Union | undefined {
  if (!isObject(discriminator) || Object.keys(discriminator).length !== 1 || !Array.isArray(oneOf)) return undefined;
  const tag = discriminator.propertyName;
  if (typeof tag !== 'string' || oneOf.length === 0) return undefined;
  const branches: Union['branches'][number][] = [];
  for (const branch of oneOf) {
    const schema = within(branch);
    const value = schema && tagOf(schema, branch, { tag, targets });
    if (schema === undefined || value === undefined) return undefined;
    branches.push({ value, schema });
  }
  return new Set(branches.map(({ value }) => value)).size === branches.length ? { tag, branches } : undefined;
}

/** Ajv keeps the tags as keys of an object: it refuses those that every object has, and sorts those that are numbers. */
function tagOf(
  schema: Plain,
  branch: unknown,
  { tag, targets }: { readonly tag: string; readonly targets: Targets },
): string | undefined {
  if (schema.kind === 'anything' || (schema.kind === 'typed' && schema.type !== 'object')) return undefined;
  const own = schema.kind === 'reference' ? targets.schemaOf(schema.file) : branch;
  const properties = objectAt(own, 'properties');
  const value = Object.hasOwn(properties, tag) ? objectAt(properties, tag).const : undefined;
  return typeof value === 'string' && /^\D/.test(value) && !(value in Object.prototype) ? value : undefined;
}
