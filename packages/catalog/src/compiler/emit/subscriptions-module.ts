import { camelCase, pascalCase } from '../names.ts';
import type { CheckedCatalog, Consumer, Narrowing, Reception } from '../stages.ts';
import { header } from './header.ts';
import { descriptorTypes, moduleOf } from './imports.ts';
import { docComment, literal, propertyName, quoted } from './literal.ts';

/** `subscriptions.ts`: for each consumer the union of the envelopes that it receives, and its subscription. */
export function subscriptionsModule({ consumers, events }: CheckedCatalog): string {
  const received = new Set(consumers.flatMap(({ receives }) => receives.map(({ event }) => event)));
  const imports = events
    .filter(({ name }) => received.has(name))
    .map(({ name, file }) => `import { ${camelCase(name)}, type ${name} } from './${moduleOf(file)}';\n`);
  return `${header('asyncapi.yaml')}
import type { EventBridgeEnvelope, Subscription } from '${descriptorTypes}';
${imports.join('')}
${consumers.map(subscription).join('\n')}`;
}

function subscription(consumer: Consumer): string {
  const { name, owner, pattern, delivery, receives, description } = consumer;
  const type = `${pascalCase(name)}Event`;
  return `/** What \`${name}\` receives. */
export type ${type} =
${receives.map((reception) => `  | EventBridgeEnvelope<${quoted(reception.event)}, ${detailType(reception)}>`).join('\n')};

${docComment(description)}export const ${camelCase(name)}: Subscription<${type}> = {
  consumer: ${quoted(name)},
  owner: ${quoted(owner)},
  pattern: ${literal(pattern, '  ')},
  delivery: ${literal(delivery, '  ')},
  events: [${wrapped(receives.map(({ event }) => camelCase(event)))}],
};
`;
}

function wrapped(names: readonly string[]): string {
  const line = names.join(', ');
  return line.length <= 90 ? line : `\n${names.map((name) => `    ${name},\n`).join('')}  `;
}

interface FieldTree {
  readonly [field: string]: FieldTree | string;
}

/** The detail with what the pattern says of it: `GuestChanged & { readonly data: { readonly change: 'created' } }`. */
function detailType({ event, narrowings }: Reception): string {
  const tree = narrowings.reduce<FieldTree>((fields, { path, values }) => grown(fields, path, valueType(values)), {});
  return narrowings.length === 0 ? event : `${event} & ${fieldsType(tree)}`;
}

function valueType(values: Narrowing['values']): string {
  return values === 'present' ? '{} | null' : values.map((value) => literal(value)).join(' | ');
}

/** The tree with a type at a path. What is said of a field's fields says that the field is there. */
function grown(fields: FieldTree, [field = '', ...rest]: readonly string[], type: string): FieldTree {
  const there = fields[field];
  if (rest.length > 0) return { ...fields, [field]: grown(typeof there === 'object' ? there : {}, rest, type) };
  if (typeof there === 'object') return fields;
  return { ...fields, [field]: there === undefined || there === type ? type : `(${there}) & (${type})` };
}

function fieldsType(fields: FieldTree): string {
  const members = Object.entries(fields).map(
    ([field, type]) => `readonly ${propertyName(field)}: ${typeof type === 'string' ? type : fieldsType(type)}`,
  );
  return `{ ${members.join('; ')} }`;
}
