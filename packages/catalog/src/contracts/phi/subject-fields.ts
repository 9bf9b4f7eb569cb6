import { isObject } from '../../compiler/json.ts';
import { steps } from '../../compiler/schema/phi-pointers.ts';
import { dereference, rootOf, type SchemaNode, type Schemas } from '../../compiler/schema/schema-node.ts';
import type { CheckedCatalog } from '../../compiler/stages.ts';

/** A text field of events that hold personal data: what an erasure may name a person by. */
export interface SubjectField {
  readonly name: string;
  /** The events that have it, sorted. */
  readonly events: readonly string[];
  /** Whether a value can be one of this field: its length and its pattern. */
  admits(value: string): boolean;
}

interface Found {
  readonly name: string;
  readonly event: string;
  readonly schema: SchemaNode['schema'];
}

/** Every property below a node with its schema; each schema is looked into once. */
function* propertiesIn(
  schemas: Schemas,
  node: SchemaNode,
  seen: Set<object>,
): Generator<readonly [name: string, property: SchemaNode]> {
  const target = dereference(schemas, node);
  if (seen.has(target.schema)) return;
  seen.add(target.schema);
  for (const { next, at } of steps(target)) {
    if (at !== '' && !at.endsWith('/*')) yield [at.slice(1), dereference(schemas, next)];
    yield* propertiesIn(schemas, next, seen);
  }
}

const admits = ({ minLength, maxLength, pattern }: Found['schema'], value: string): boolean =>
  value.length >= Math.max(1, Number(minLength ?? 1)) &&
  value.length <= Number(maxLength ?? Number.POSITIVE_INFINITY) &&
  (typeof pattern !== 'string' || new RegExp(pattern, 'u').test(value));

/**
 * The text fields of the data of events with `x-phi` marks, by name. An event without a mark holds nothing of a person,
 * so its fields name none.
 */
export const subjectFields = ({ events, loaded }: CheckedCatalog): ReadonlyMap<string, SubjectField> => {
  const found = events
    .filter(({ phi }) => phi.length > 0)
    .flatMap(({ name: event, file }): readonly Found[] => {
      const schema = loaded.schemas.get(file);
      const root = schema === undefined ? undefined : rootOf(schema);
      const [data] = root === undefined ? [] : steps(root).filter(({ at }) => at === '/data');
      if (data === undefined) return [];
      return [...propertiesIn(loaded.schemas, data.next, new Set())]
        .filter(([, { schema: property }]) => isObject(property) && property.type === 'string')
        .map(([name, { schema: property }]) => ({ name, event, schema: property }));
    });
  return new Map(
    [...Map.groupBy(found, ({ name }) => name)].map(([name, own]) => [
      name,
      {
        name,
        events: [...new Set(own.map(({ event }) => event))].toSorted(),
        admits: (value: string) => own.some(({ schema }) => admits(schema, value)),
      },
    ]),
  );
};
