import type { Schemas } from '../schema/schema-node.ts';
import type { SchemaFile } from '../stages.ts';
import { header } from './header.ts';
import { moduleOf, typeImports } from './imports.ts';
import { schemaTypes } from './schema-types.ts';

/** `shared/<type>.ts`: the types of one shared schema. */
export async function sharedModule(schemas: Schemas, file: SchemaFile): Promise<string> {
  const { code, imports } = await schemaTypes(schemas, file);
  const importLines = typeImports(moduleOf(file.file), imports);
  return [header(file.file), ...(importLines === '' ? [] : [importLines]), code].join('\n');
}
