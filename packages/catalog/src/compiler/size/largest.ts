import { arrayAt, isObject, objectAt } from '../json.ts';
import { child, dereference, rootOf, type SchemaNode, type Schemas } from '../schema/schema-node.ts';
import { elsewhere, perView } from '../schema/view.ts';
import { textBytes } from './text-bytes.ts';

/** The most that a value can be in JSON, in bytes, and where nothing bounds it: then the bytes are those of the rest. */
export interface Largest {
  readonly bytes: number;
  readonly unbounded: readonly SchemaNode[];
}

const none: Largest = { bytes: 0, unbounded: [] };
const bounded = (bytes: number): Largest => ({ bytes, unbounded: [] });

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? '', 'utf8');

const sum = (all: readonly Largest[]): Largest => ({
  bytes: all.reduce((bytes, each) => bytes + each.bytes, 0),
  unbounded: all.flatMap(({ unbounded }) => unbounded),
});

const larger = (all: readonly Largest[]): Largest => ({
  bytes: Math.max(0, ...all.map(({ bytes }) => bytes)),
  unbounded: all.flatMap(({ unbounded }) => unbounded),
});

/** Of schemas that hold together the one that bounds most; what neither bounds is unbounded. */
const smaller = (one: Largest, other: Largest): Largest => {
  if (one.unbounded.length > 0) return other.unbounded.length > 0 ? one : other;
  return other.unbounded.length === 0 && other.bytes < one.bytes ? other : one;
};

/** A double in JSON: at most 17 digits, sign, point and exponent (ECMA-262, Number::toString). */
const numberBytes = 25;
const separator = 1;

const times = (count: unknown, each: Largest, where: SchemaNode): Largest =>
  typeof count === 'number'
    ? { bytes: count * (each.bytes + separator), unbounded: count === 0 ? [] : each.unbounded }
    : { bytes: each.bytes, unbounded: [where] };

class Measure {
  private readonly schemas: Schemas;

  constructor(schemas: Schemas) {
    this.schemas = schemas;
  }

  largest(start: SchemaNode): Largest {
    const found = dereference(this.schemas, start);
    const other = elsewhere(this.schemas, start, found);
    return other === undefined ? this.found(found) : largestIn(this.schemas, other);
  }

  private found(found: SchemaNode): Largest {
    const { schema } = found;
    const each = (keyword: string): readonly Largest[] =>
      arrayAt(schema, keyword).map((_, index) => this.at(found, keyword, index));
    const unions = ['oneOf', 'anyOf'].map(each).filter((branches) => branches.length > 0);
    const own = this.own(found);
    const all = [...(own === undefined ? [] : [own]), ...each('allOf'), ...unions.map(larger)];
    if (all.length === 0) return { bytes: 0, unbounded: [found] };
    // Objects that hold together have the fields of all; of other values the narrowest schema is the one that counts.
    const isRecord = schema.type === 'object' || schema.properties !== undefined || own === undefined;
    return isRecord ? sum(all) : all.reduce(smaller);
  }

  private at(from: SchemaNode, ...tokens: readonly (string | number)[]): Largest {
    const inner = child(from, ...tokens);
    return inner === undefined ? none : this.largest(inner);
  }

  private own(found: SchemaNode): Largest | undefined {
    const { schema } = found;
    if (schema.const !== undefined) return bounded(bytesOf(schema.const));
    if (Array.isArray(schema.enum)) return bounded(Math.max(0, ...schema.enum.map(bytesOf)));
    const types = [schema.type ?? []].flat();
    if (types.length === 0 && schema.properties !== undefined) return this.fields(found);
    return types.length === 0 ? undefined : larger(types.map((type) => this.ofType(found, type)));
  }

  private ofType(found: SchemaNode, type: unknown): Largest {
    if (type === 'array') return this.items(found);
    if (type === 'object') return this.fields(found);
    if (type !== 'string') return bounded(numberBytes);
    const bytes = textBytes(found.schema);
    return Number.isFinite(bytes) ? bounded(bytes) : { bytes: 0, unbounded: [found] };
  }

  private items(found: SchemaNode): Largest {
    const { items, additionalItems, maxItems } = found.schema;
    const anything = { bytes: 0, unbounded: [found] };
    const brackets = bounded(2);
    if (!Array.isArray(items))
      return sum([brackets, times(maxItems, isObject(items) ? this.at(found, 'items') : anything, found)]);
    const described = items.map((_, index) => sum([this.at(found, 'items', index), bounded(separator)]));
    if (additionalItems === false || Number(maxItems) <= items.length) return sum(described);
    return sum([
      ...described,
      times(maxItems, isObject(additionalItems) ? this.at(found, 'additionalItems') : anything, found),
    ]);
  }

  /** Fields that are declared, and others where the schema says so: what it is silent on is not written. */
  private fields(found: SchemaNode): Largest {
    const { schema } = found;
    const declared = Object.keys(objectAt(schema, 'properties')).map((name) =>
      sum([bounded(bytesOf(name) + 2 * separator), this.at(found, 'properties', name)]),
    );
    return sum([bounded(2), ...declared, this.others(found)]);
  }

  private others(found: SchemaNode): Largest {
    const { additionalProperties, maxProperties, propertyNames } = found.schema;
    const patterns = Object.keys(objectAt(found.schema, 'patternProperties'));
    if (!isObject(additionalProperties) && additionalProperties !== true && patterns.length === 0) return none;
    const name = isObject(propertyNames) ? this.name(found) : { bytes: 0, unbounded: [found] };
    const values = [
      ...patterns.map((pattern) => this.at(found, 'patternProperties', pattern)),
      additionalProperties === true ? { bytes: 0, unbounded: [found] } : this.at(found, 'additionalProperties'),
    ];
    return times(maxProperties, sum([name, larger(values), bounded(separator)]), found);
  }

  /** A field's name is a text, whether its schema says so or not. */
  private name(found: SchemaNode): Largest {
    const names = child(found, 'propertyNames');
    if (names === undefined) return none;
    return 'type' in names.schema || 'enum' in names.schema || '$ref' in names.schema
      ? this.largest(names)
      : this.ofType(names, 'string');
  }
}

const largestIn = perView(({ schemas, file }) => new Measure(schemas).largest(rootOf(file)));

/** The largest value that a schema admits. References run in no circle when this is asked. */
export const largestOf = (schemas: Schemas, node: SchemaNode): Largest => new Measure(schemas).largest(node);
