import type { ErrorObject } from 'ajv';
import { type Diagnostic, fault } from '../diagnostic.ts';
import { arrayAt, objectAt, show, stringAt } from '../json.ts';
import { pointerTo, valueAt } from '../pointer.ts';
import { catalogAjv, closure, schemaKey } from '../schema/catalog-ajv.ts';
import type { LoadedCatalog, SchemaFile } from '../stages.ts';
import { schemaIdOf } from './schema-id.ts';

/** The AsyncAPI parser does not look at examples of version 3 documents (asyncapi/parser-js#1024), so this does. */
export function checkExamples(loaded: LoadedCatalog): readonly Diagnostic[] {
  return [...loaded.schemas.values()].flatMap((file) => [
    ...checkValid(loaded, file),
    ...(file.place.kind === 'event' ? checkEventExamples(file) : []),
  ]);
}

function checkValid(loaded: LoadedCatalog, { file, schema }: SchemaFile): readonly Diagnostic[] {
  const examples = arrayAt(schema, 'examples');
  if (examples.length === 0) return [];
  const validate = catalogAjv(loaded.schemas, closure(loaded.schemas, file)).getSchema(schemaKey(file));
  return examples.flatMap((example, index) => {
    if (validate === undefined || validate(example) === true) return [];
    const errors: readonly ErrorObject[] = validate.errors ?? [];
    return errors.map((error) => invalid(file, pointerTo('/examples', index), example, error));
  });
}

function invalid(file: string, pointer: string, example: unknown, error: ErrorObject): Diagnostic {
  return fault('example-valid', file, `${pointer}${error.instancePath}`, {
    expected: `a value that ${error.message ?? error.keyword}`,
    received: show(valueAt(example, error.instancePath)),
    mend: 'Correct the example, or the schema.',
  });
}

function checkEventExamples(event: SchemaFile): readonly Diagnostic[] {
  const { file, schema } = event;
  const examples = arrayAt(schema, 'examples');
  const faults = examples.flatMap((example, index) => {
    const named = stringAt(objectAt(example, 'metadata'), 'schema');
    if (named === schemaIdOf(event.place)) return [];
    const text = { expected: schemaIdOf(event.place), received: show(named), mend: 'Write the id of this schema.' };
    return [fault('example-names-schema', file, pointerTo('/examples', index, 'metadata', 'schema'), text)];
  });
  if (examples.length >= 2) return faults;
  const text = {
    expected: 'at least two examples of the whole detail',
    received: `${examples.length}`,
    mend: 'Add real ones.',
  };
  return [...faults, fault('examples-given', file, '/examples', text)];
}
