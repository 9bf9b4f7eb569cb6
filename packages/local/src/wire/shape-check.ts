import { NormalizedSchema } from '@smithy/core/schema';
import type { SchemaRef } from '@smithy/types';

/** How a value stands: as JSON, before the codec has read it, or as the codec gives it to the operation. */
export type Form = 'json' | 'read';

const fail = (schema: NormalizedSchema, what: string): void => {
  throw new TypeError(`${schema.getName(true) ?? 'value'}: ${what}`);
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);

const checkText = (schema: NormalizedSchema, value: unknown): void => {
  if (typeof value !== 'string') fail(schema, 'not a text');
  // Half of a surrogate pair can only come in as an escape. Stored in UTF-8, which has none, two of them would be one.
  else if (!value.isWellFormed()) fail(schema, 'an unpaired surrogate');
};

const isTime = (value: unknown): boolean => value instanceof Date && !Number.isNaN(value.getTime());

const checkScalar = (schema: NormalizedSchema, value: unknown, form: Form): void => {
  if (schema.isStringSchema()) checkText(schema, value);
  else if (schema.isBooleanSchema() && typeof value !== 'boolean') fail(schema, 'not a boolean');
  else if (form === 'json') return;
  else if (schema.isBlobSchema() && !(value instanceof Uint8Array)) fail(schema, 'no bytes');
  else if (schema.isTimestampSchema() && !isTime(value)) fail(schema, 'not a time');
  else if (schema.isNumericSchema() && typeof value !== 'number') fail(schema, 'not a number');
};

/** AWS's JSON protocols: a member that is null is one that was not given. */
const checkStructure = (schema: NormalizedSchema, value: unknown, form: Form): void => {
  if (!isRecord(value)) fail(schema, 'not a structure');
  else
    for (const [name, member] of schema.structIterator()) {
      const given = value[form === 'json' ? (member.getMergedTraits().jsonName ?? name) : name];
      if (given !== undefined && given !== null) checkShape(member, given, form);
    }
};

const checkMap = (schema: NormalizedSchema, value: unknown, form: Form): void => {
  if (!isRecord(value)) fail(schema, 'not a map');
  else
    for (const [key, each] of Object.entries(value)) {
      checkText(schema.getKeySchema(), key);
      checkShape(schema.getValueSchema(), each, form);
    }
};

/**
 * The codec reads what it knows, makes an empty structure of a list, and passes the rest through; an operation relies on
 * its input's types.
 * @throws TypeError for a value that is not of the schema's shape
 */
export const checkShape = (ref: SchemaRef, value: unknown, form: Form): void => {
  const schema = NormalizedSchema.of(ref);
  if (schema.isDocumentSchema()) return;
  if (schema.isStructSchema()) checkStructure(schema, value, form);
  else if (schema.isMapSchema()) checkMap(schema, value, form);
  else if (!schema.isListSchema()) checkScalar(schema, value, form);
  else if (!Array.isArray(value)) fail(schema, 'not a list');
  else for (const each of value) checkShape(schema.getValueSchema(), each, form);
};
