import type { ErrorObject } from 'ajv';
import { catalogAjv, closure, schemaKey } from '../schema/catalog-ajv.ts';
import type { Schemas } from '../schema/schema-node.ts';
import type { Constraint } from './constraint.ts';

/** One version of an event's schema, with the schemas that it refers to. */
export interface EventSchema {
  readonly root: Constraint;
  /** Ajv's verdict, in the strict mode and with the vocabulary of the generated validators. */
  readonly errors: (value: unknown) => readonly ErrorObject[];
}

/** @throws Error when `file` is not among the schemas. */
export function eventSchema(schemas: Schemas, file: string): EventSchema {
  const found = schemas.get(file);
  const validate = catalogAjv(schemas, closure(schemas, file)).getSchema(schemaKey(file));
  if (found === undefined || validate === undefined) throw new Error(`${file} is not among its own schemas`);
  return {
    root: { schemas, file, pointer: '', schema: found.schema },
    errors: (value) => (validate(value) === true ? [] : (validate.errors ?? [])),
  };
}
