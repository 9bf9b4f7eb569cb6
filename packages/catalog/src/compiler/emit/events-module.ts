import { camelCase } from '../names.ts';
import type { CheckedEvent } from '../stages.ts';
import { header } from './header.ts';
import { descriptorTypes, moduleOf } from './imports.ts';

/** `events.ts`: every event's descriptor and detail type by name, and all of them as a list. */
export function eventsModule(events: readonly CheckedEvent[]): string {
  const constants = events.map(
    ({ name, file }) => `import { ${camelCase(name)}, type ${name} } from './${moduleOf(file)}';\n`,
  );
  const names = events.map(({ name }) => `  ${camelCase(name)},\n  type ${name},\n`);
  return `${header('asyncapi.yaml and catalog/')}
import type { EventDescriptor } from '${descriptorTypes}';
${constants.join('')}
export {
${names.join('')}};

/** Every event of the catalog, by name. */
export const events: readonly EventDescriptor<string, unknown>[] = [
${events.map(({ name }) => `  ${camelCase(name)},\n`).join('')}];
`;
}
