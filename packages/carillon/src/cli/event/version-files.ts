import type { CatalogSource, CheckedEvent } from '@carillon/catalog/check';
import { isObject, type JsonObject } from '@carillon/catalog/json';
import { camelCase, kebabCase } from '@carillon/catalog/names';
import { importPathOf, type Step, stepOf, UPCASTER_LIST, upcasterFile } from '@carillon/catalog/upcasters';
import { withScalar } from '../change/yaml-block.ts';

/** The step that the next version of an event needs. */
export const stepTo = ({ domain, name, version }: CheckedEvent): Step => ({
  domain,
  event: kebabCase(name),
  from: version,
});

export const nextSchemaFile = ({ file, version }: CheckedEvent): string =>
  file.replace(/v\d+\.json$/, `v${version + 1}.json`);

/** The same schema under its next version: what differs is to be written; its examples name it already. */
const nextSchema = ({ schemaId, version }: CheckedEvent, text: string): string => {
  const schema = JSON.parse(text) as JsonObject;
  const id = schemaId.replace(/\d+$/, String(version + 1));
  const examples = (Array.isArray(schema.examples) ? schema.examples : []).map((example: unknown) =>
    isObject(example) && isObject(example.metadata)
      ? { ...example, metadata: { ...example.metadata, schema: id } }
      : example,
  );
  return `${JSON.stringify({ ...schema, ...(examples.length === 0 ? {} : { examples }) }, null, 2)}\n`;
};

/** A first draft: it passes the data on, and the compiler refuses it as soon as the versions differ. */
const draft = ({ name, version }: CheckedEvent, { domain, event }: Step): string => {
  const generated = `../../../../generated/events/${domain}/${event}`;
  const [from, to] = [version, version + 1].map((each) => `${name}V${each}`);
  return `import type { Upcast } from '@carillon/runtime/catalog';
import type { ${from} } from '${generated}-v${version}.ts';
import type { ${to} } from '${generated}-v${version + 1}.ts';

/** What v${version + 1} says otherwise than v${version}. */
export const upcast: Upcast<${from}, ${to}> = (data) => data;
`;
};

const listedName = ({ event, from }: Step): string => `${camelCase(event)}V${from}`;

const WIDTH = 120;

/** The list of all upcasters; a pure function of their names, laid out as the formatter does. */
export const listOf = (steps: readonly Step[]): string => {
  const sorted = steps.toSorted((one, other) => (upcasterFile(one) < upcasterFile(other) ? -1 : 1));
  const imports = sorted.map((step) => `import { upcast as ${listedName(step)} } from '${importPathOf(step)}';\n`);
  const entries = sorted.map(
    (step) => `{ from: '${step.domain}/${step.event}/v${step.from}', upcast: ${listedName(step)} }`,
  );
  const head = 'export const upcasters: readonly Upcaster[] = [';
  const line = `${head}${entries.join(', ')}];`;
  const block = `${head}\n${entries.map((entry) => `  ${entry},\n`).join('')}];`;
  return `import type { Upcaster } from '@carillon/runtime/catalog';
${imports.join('')}
/** Every upcaster, as \`carillon event version\` lists them. */
${line.length <= WIDTH ? line : block}
`;
};

/** The list of a project that has none yet, which handlers import; empty where there is one. */
export const upcasterList = ({ files }: CatalogSource): ReadonlyMap<string, string> =>
  files.has(UPCASTER_LIST) ? new Map() : new Map([[UPCASTER_LIST, listOf([])]]);

/** The catalog with the event's next version, its message moved to it, and the first draft of an upcaster. @throws UsageError */
export const withVersion = (source: CatalogSource, event: CheckedEvent): CatalogSource => {
  const step = stepTo(event);
  const schema = nextSchema(event, source.files.get(event.file) ?? '{}');
  const reference = ['components', 'messages', event.name, 'payload', '$ref'];
  const document = withScalar(source.files.get('asyncapi.yaml') ?? '', reference, nextSchemaFile(event));
  const known = [...source.files.keys()].flatMap((file) => stepOf(file) ?? []);
  return {
    files: new Map([
      ...source.files,
      ['asyncapi.yaml', document],
      [nextSchemaFile(event), schema],
      [upcasterFile(step), draft(event, step)],
      [UPCASTER_LIST, listOf([...known, step])],
    ]),
  };
};
