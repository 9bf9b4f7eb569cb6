import { stringAt } from '../json.ts';
import { pascalCase } from '../names.ts';
import { pointerTokens, valueAt } from '../pointer.ts';
import type { SchemaFile } from '../stages.ts';

/** The TypeScript name of a schema file, or of a definition in it: its title, else its file's or definition's name. */
export function typeNameOf({ place, schema }: SchemaFile, pointer: string): string {
  const title = stringAt(valueAt(schema, pointer), 'title');
  if (title !== undefined) return title;
  const definition = pointerTokens(pointer).at(-1);
  return pascalCase(definition ?? (place.kind === 'event' ? place.event : place.name));
}
