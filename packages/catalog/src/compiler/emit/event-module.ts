import { camelCase } from '../names.ts';
import type { Schemas } from '../schema/schema-node.ts';
import type { CheckedEvent } from '../stages.ts';
import { header } from './header.ts';
import { descriptorTypes, moduleOf, relativeModule, typeImports } from './imports.ts';
import { docComment, literal, quoted } from './literal.ts';
import { schemaTypes } from './schema-types.ts';

/** An older version of the event: its descriptor, and where that lies. */
export interface OlderVersion {
  readonly constant: string;
  readonly module: string;
}

/** `events/<domain>/<event>.ts`: the types of an event's detail, and its descriptor. An older version has types of another name. */
export async function eventModule(
  schemas: Schemas,
  event: CheckedEvent,
  older: readonly OlderVersion[],
  detailType: string = event.name,
): Promise<string> {
  const file = schemas.get(event.file);
  if (file === undefined) return '';
  const module = moduleOf(event.file);
  const validator = module.replace(/^events\//, 'validators/').replace(/\.ts$/, '.js');
  const { code, imports } = await schemaTypes(schemas, file);
  const importLines = [
    `import type { EventDescriptor } from '${descriptorTypes}';\n`,
    ...older.map((each) => `import { ${each.constant} } from '${relativeModule(module, each.module)}';\n`),
    typeImports(module, imports),
    `import { validate } from '${relativeModule(module, validator)}';\n`,
  ];
  return [header(event.file), importLines.join(''), code, descriptor(event, older, detailType)].join('\n');
}

function descriptor(event: CheckedEvent, older: readonly OlderVersion[], detailType: string): string {
  const { name, source, version, schemaId, owner, claimCheck, phi, description } = event;
  return `${docComment(description)}export const ${camelCase(name)}: EventDescriptor<${quoted(detailType)}, ${name}> = {
  name: ${quoted(detailType)},
  source: ${quoted(source)},
  version: ${version},
  schema: ${quoted(schemaId)},
  owner: ${quoted(owner)},
  claimCheck: ${claimCheck},
  phi: ${literal(phi, '  ')},
  validate,${older.length === 0 ? '' : `\n  older: [${older.map(({ constant }) => constant).join(', ')}],`}
};
`;
}
