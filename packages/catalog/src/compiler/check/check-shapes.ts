import { type Diagnostic, fault } from '../diagnostic.ts';
import { arrayAt, objectAt, show, stringAt } from '../json.ts';
import { referenceTarget } from '../schema/schema-node.ts';
import type { SchemaFile } from '../stages.ts';
import type { SchemaCheck } from './each-schema.ts';

/** The shared schema that every event's metadata refers to. */
export const metadataFile = 'catalog/shared/event-metadata.json';

export const checkShapes: SchemaCheck = ({ file }) => (file.place.kind === 'event' ? checkShape(file) : []);

function checkShape({ file, schema }: SchemaFile): readonly Diagnostic[] {
  const required = arrayAt(schema, 'required');
  const properties = objectAt(schema, 'properties');
  const ref = stringAt(properties.metadata, '$ref');
  const faults: Diagnostic[] = [];
  if (schema.type !== 'object' || !required.includes('metadata') || !required.includes('data')) {
    faults.push(
      shapeFault(
        file,
        '/required',
        `type: object, required: [metadata, data]`,
        `${show(schema.type)}, ${show(schema.required)}`,
      ),
    );
  }
  if (ref === undefined || referenceTarget(file, ref)?.file !== metadataFile) {
    faults.push(shapeFault(file, '/properties/metadata', `a $ref to ${metadataFile}`, show(properties.metadata)));
  }
  if (properties.data === undefined) faults.push(shapeFault(file, '/properties', 'a schema for data', 'none'));
  return faults;
}

function shapeFault(file: string, pointer: string, expected: string, received: string): Diagnostic {
  const fix = 'Describe the whole detail: { metadata, data }, both required.';
  return fault('event-shape', file, pointer, { expected, received, fix });
}
