import type { ErrorObject } from 'ajv';
import { type Diagnostic, fault } from '../diagnostic.ts';
import { arrayAt, objectAt, show, stringAt } from '../json.ts';
import { schemaIdOf } from '../names.ts';
import { pointerTo, valueAt } from '../pointer.ts';
import { compiledSchema } from '../schema/compiled-schema.ts';
import type { SchemaFile } from '../stages.ts';
import type { SchemaCheck } from './each-schema.ts';

/** The AsyncAPI parser does not look at examples of version 3 documents (asyncapi/parser-js#1024), so this does. */
export const checkExamples: SchemaCheck = ({ schemas, file }) => [
  ...compiledSchema(schemas, file).examples.flatMap(({ index, errors }) =>
    errors.map((error) => invalid(file, index, error)),
  ),
  ...(file.place.kind === 'event' ? checkEventExamples(file) : []),
];

function invalid({ file, schema }: SchemaFile, index: number, error: ErrorObject): Diagnostic {
  const pointer = `${pointerTo('/examples', index)}${error.instancePath}`;
  return fault('example-valid', file, pointer, {
    expected: `a value that ${error.message ?? error.keyword}`,
    received: show(valueAt(schema, pointer)),
    fix: 'Correct the example, or the schema.',
  });
}

function checkEventExamples(event: SchemaFile): readonly Diagnostic[] {
  const { file, schema } = event;
  const examples = arrayAt(schema, 'examples');
  const faults = examples.flatMap((example, index) => {
    const named = stringAt(objectAt(example, 'metadata'), 'schema');
    if (named === schemaIdOf(event.place)) return [];
    const text = { expected: schemaIdOf(event.place), received: show(named), fix: 'Write the id of this schema.' };
    return [fault('example-names-schema', file, pointerTo('/examples', index, 'metadata', 'schema'), text)];
  });
  if (examples.length >= 2) return faults;
  const text = {
    expected: 'at least two examples of the whole detail',
    received: `${examples.length}`,
    fix: 'Add real ones.',
  };
  return [...faults, fault('examples-given', file, '/examples', text)];
}
