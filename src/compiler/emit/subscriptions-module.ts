import { camelCase, pascalCase } from '../names.ts';
import type { CheckedCatalog, Consumer, Narrowing, Reception } from '../stages.ts';
import { header } from './header.ts';
import { moduleOf } from './imports.ts';
import { docComment, literal, propertyName, quoted } from './literal.ts';

/** `subscriptions.ts`: for each consumer the union of the envelopes that it receives, and its subscription. */
export function subscriptionsModule({ consumers, events }: CheckedCatalog): string {
  const received = new Set(consumers.flatMap(({ receives }) => receives.map(({ event }) => event)));
  const imports = events
    .filter(({ name }) => received.has(name))
    .map(({ name, file }) => `import { ${camelCase(name)}, type ${name} } from './${moduleOf(file)}';\n`);
  return `${header('asyncapi.yaml')}
import type { EventBridgeEnvelope, Subscription } from './descriptor.ts';
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

/** The detail with what the pattern says of it: `PatientChanged & { readonly data: { readonly change: 'created' } }`. */
function detailType({ event, narrowings }: Reception): string {
  return [event, ...narrowings.map(narrowingType)].join(' & ');
}

function narrowingType({ path, values }: Narrowing): string {
  const value = values === 'present' ? '{} | null' : values.map((item) => literal(item)).join(' | ');
  return path.reduceRight((inner, field) => `{ readonly ${propertyName(field)}: ${inner} }`, value);
}
