import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PropertyRule, PropertyRules } from './kernel/property-rules.ts';
import type { Service } from './kernel/service.ts';
import { testKernel } from './kernel/test-kernel.ts';
import { factories } from './services.ts';

/** A property by its path, with the one rule that ends it: `Cors.AllowedOrigins[]`. */
interface Leaf {
  readonly path: string;
  readonly rule: Exclude<PropertyRule, { readonly kind: 'object' | 'list' }>;
}

const leavesOf = (path: string, rule: PropertyRule): readonly Leaf[] => {
  switch (rule.kind) {
    case 'object':
      return leavesBelow(`${path}.`, rule.members);
    case 'list':
      return leavesOf(`${path}[]`, rule.item);
    default:
      return [{ path, rule }];
  }
};

const leavesBelow = (prefix: string, rules: PropertyRules): readonly Leaf[] =>
  Object.entries(rules).flatMap(([name, rule]) => leavesOf(`${prefix}${name}`, rule));

const code = (text: string): string => `\`${text}\``;

const codes = (texts: readonly string[]): string => (texts.length === 0 ? 'none' : texts.map(code).join(', '));

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.?$/, '.')}`;

/** A rule of its own row in the table, or undefined for `executed`, which is told in one line. */
const noteOf = ({ path, rule }: Leaf): string | undefined => {
  if (rule.kind === 'inert') return `| ${code(path)} | inert: ${sentence(rule.why)} |`;
  if (rule.kind === 'oneOf') return `| ${code(path)} | ${codes(rule.values.map((each) => JSON.stringify(each)))} |`;
  return undefined;
};

const resourceLines = (type: string, rules: PropertyRules): readonly string[] => {
  const leaves = leavesBelow('', rules);
  const executed = leaves.filter(({ rule }) => rule.kind === 'executed').map(({ path }) => path);
  const notes = leaves.flatMap((leaf) => noteOf(leaf) ?? []);
  const table = notes.length === 0 ? [] : ['| Property | Accepted |', '| --- | --- |', ...notes, ''];
  return [`### ${type}`, '', `Executed: ${codes(executed)}.`, '', ...table];
};

const serviceLines = ({ name, resources, operations, http = [] }: Service): readonly string[] => [
  `## ${name}`,
  '',
  `Operations: ${codes(Object.keys(operations).toSorted())}.`,
  '',
  ...(http.length === 0 ? [] : [`HTTP below: ${codes(http.map(({ prefix }) => prefix))}.`, '']),
  ...Object.entries(resources).flatMap(([type, { properties }]) => resourceLines(type, properties)),
];

const summaryRow = ({ name, resources, operations }: Service): string =>
  `| [${name}](#${name}) | ${Object.keys(resources).length} | ${Object.keys(operations).length} |`;

/** The services' own property rules and operations, as Markdown. */
export const supportTable = (services: readonly Service[]): string =>
  [
    '# What the local cloud executes',
    '',
    'Printed by `npm run support` from the rules that the services check templates with; a test keeps this file fresh.',
    'What is not here is refused: a resource type or property when the template loads, an operation when it is called.',
    'Inert properties are accepted without effect, for the reason given. [What a refusal looks like](local-cloud.md#refusals).',
    '',
    '| Service | Resource types | Operations |',
    '| --- | --- | --- |',
    ...services.map(summaryRow),
    '',
    ...services.flatMap(serviceLines),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');

/** Every service of this cloud, on a kernel that goes nowhere: only what they say of themselves is asked for. */
export const allServices = (): readonly Service[] => {
  const kernel = testKernel();
  return factories.map((factory) => kernel.add(factory)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
};

if (import.meta.main) {
  const text = supportTable(allServices());
  const committed = fileURLToPath(new URL('../../../docs/local-cloud-support.md', import.meta.url));
  if (process.argv.includes('--write')) writeFileSync(committed, text);
  else process.stdout.write(text);
}
