import type { ErrorObject, ValidateFunction } from 'ajv';
import { catalogAjv, schemaKey } from '../schema/catalog-ajv.ts';
import type { Schemas } from '../schema/schema-node.ts';
import { closure } from '../schema/view.ts';
import type { Constraint } from './constraint.ts';

/** One version of an event's schema, with the schemas that it refers to. */
export interface EventSchema {
  readonly root: Constraint;
  /** Ajv's verdict, in the strict mode and with the vocabulary of the generated validators. */
  readonly errors: (value: unknown) => readonly ErrorObject[];
}

/** Ajv compiles when it is first asked: most versions are compared without it. @throws Error when `file` is not among the schemas. */
export function eventSchema(schemas: Schemas, file: string): EventSchema {
  const schema = schemas.get(file)?.schema;
  if (schema === undefined) throw new Error(`${file} is not among its own schemas`);
  let validate: ValidateFunction | undefined;
  return {
    root: { schemas, file, pointer: '', schema },
    errors: (value) => {
      validate ??= catalogAjv(schemas, closure(schemas, file)).getSchema(schemaKey(file));
      if (validate === undefined) throw new Error(`Ajv does not know ${file}`);
      return validate(value) === true ? [] : (validate.errors ?? []);
    },
  };
}
