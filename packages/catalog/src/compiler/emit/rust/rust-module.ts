import { rootOf, type Schemas } from '../../schema/schema-node.ts';
import { typeNameOf } from '../../schema/type-names.ts';
import type { CheckedEvent, SchemaFile } from '../../stages.ts';
import { header } from '../header.ts';
import { shippedRust } from './rust-crate.ts';
import { rustText } from './rust-names.ts';
import { PRESENT, type RustTypes, rustTypes } from './rust-types.ts';

const uses = ({ declarations, shared }: RustTypes, own: readonly string[]): string => {
  const code = declarations.join('\n');
  const lines = [
    ...own,
    ...(/\bPhi</.test(code) ? ['use crate::phi::Phi;'] : []),
    ...(shared.size === 0 ? [] : [`use crate::shared::${listed([...shared].toSorted())};`]),
    'use serde::{Deserialize, Serialize};',
  ];
  return `${lines.toSorted().join('\n')}\n`;
};

/** What the declarations of a module need beside them. */
const helpers = ({ declarations }: RustTypes): readonly string[] =>
  declarations.some((each) => each.includes(`deserialize_with = "${PRESENT}"`)) ? [shippedRust('present')] : [];

const listed = (names: readonly string[]): string => (names.length === 1 ? (names[0] ?? '') : `{${names.join(', ')}}`);

/** `events/<event>.rs`: the types of an event's detail, and what the event is called; an older version has types of another name. */
export const rustEventModule = (schemas: Schemas, event: CheckedEvent, detailType: string = event.name): string => {
  const file = schemas.get(event.file);
  if (file === undefined) return '';
  const types = rustTypes(schemas, rootOf(file), event.name);
  const { name, source, schemaId, version } = event;
  const identity = `impl Event for ${name} {
    const NAME: &'static str = ${rustText(detailType)};
    const SOURCE: &'static str = ${rustText(source)};
    const SCHEMA: &'static str = ${rustText(schemaId)};
    const VERSION: u32 = ${version};
}
`;
  return [
    header(event.file),
    uses(types, ['use crate::Event;']),
    ...types.declarations,
    identity,
    ...helpers(types),
  ].join('\n');
};

/** `shared/<type>.rs`: a type that several events have. */
export const rustSharedModule = (schemas: Schemas, file: SchemaFile): string => {
  const types = rustTypes(schemas, rootOf(file), typeNameOf(file, ''));
  const code = [...types.declarations, ...helpers(types)].join('\n');
  return [header(file.file), uses(types, []), code].join('\n');
};
