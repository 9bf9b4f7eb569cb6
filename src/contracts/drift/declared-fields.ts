import { arrayAt, isObject, objectAt } from '../../compiler/json.ts';
import { pointerTo, valueAt } from '../../compiler/pointer.ts';
import { dereference, type SchemaNode, type Schemas } from '../../compiler/schema/schema-node.ts';

/** What a schema says of an event's fields, by their pointers; `*` stands for any item. */
export interface DeclaredFields {
  readonly fields: ReadonlySet<string>;
  /** Fields whose inside the catalog leaves to another standard, such as a FHIR resource. */
  readonly opaque: ReadonlySet<string>;
}

const UNIONS = ['oneOf', 'anyOf', 'allOf', 'then', 'else'];

/** An object that identifies a person as a whole is described elsewhere, as FHIR's resources are. */
const isOpaque = (schema: SchemaNode['schema']): boolean => schema['x-phi'] === true || saysNothing(schema);

const saysNothing = (schema: SchemaNode['schema']): boolean =>
  schema.properties === undefined &&
  schema.items === undefined &&
  UNIONS.every((union) => schema[union] === undefined) &&
  (schema.type === undefined || schema.type === 'object' || schema.type === 'array');

export const declaredFields = (schemas: Schemas, root: SchemaNode): DeclaredFields => {
  const [fields, opaque] = [new Set<string>(), new Set<string>()];
  const walk = (node: SchemaNode, place: string): void => {
    const { file, pointer, schema } = dereference(schemas, node);
    const into = (tokens: readonly (string | number)[], at: string): void => {
      const found = valueAt(schema, pointerTo('', ...tokens));
      if (isObject(found)) walk({ file, pointer: pointerTo(pointer, ...tokens), schema: found }, at);
    };
    if (isOpaque(schema)) opaque.add(place);
    for (const name of Object.keys(objectAt(schema, 'properties'))) {
      fields.add(pointerTo(place, name));
      into(['properties', name], pointerTo(place, name));
    }
    for (const union of UNIONS) {
      into([union], place);
      for (const index of arrayAt(schema, union).keys()) into([union, index], place);
    }
    into(['items'], `${place}/*`);
  };
  walk(root, '');
  return { fields, opaque };
};

/** The pointers of a detail's fields, items as `*`, not looking into what is opaque. */
export const fieldsIn = (value: unknown, opaque: ReadonlySet<string>, place = ''): readonly string[] => {
  if (opaque.has(place) || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item) => fieldsIn(item, opaque, `${place}/*`));
  return Object.entries(value).flatMap(([name, each]) => {
    const pointer = pointerTo(place, name);
    return [pointer, ...fieldsIn(each, opaque, pointer)];
  });
};
