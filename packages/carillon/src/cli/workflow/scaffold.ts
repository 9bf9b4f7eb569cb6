import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckedCatalog, Consumer } from '@carillon/catalog/check';
import { camelCase, pascalCase } from '@carillon/catalog/names';
import { deepest, patternReads, textOfReads } from '@carillon/catalog/reads';
import { templateFiles } from '../change/template.ts';
import { type NewWorkflow, resumerOf } from './declared.ts';

/** Where a project lists its workflows: what publishes their events imports them. */
export const WORKFLOW_LIST = 'src/workflows/workflows.ts';

/** The list of workflows, by the names of their folders. */
export const listOf = (names: readonly string[]): string => {
  const sorted = names.toSorted();
  const imports = sorted.map((name) => `import { workflow as ${camelCase(name)} } from './${name}/workflow.ts';\n`);
  return `import type { Catalog } from '@carillon/runtime/catalog';
${imports.join('')}
/** Every workflow whose events are in the ledger, as \`carillon workflow new\` lists them. */
export const workflows: readonly Catalog[] = [${sorted.map(camelCase).join(', ')}];
`;
};

const below = (folder: string, files: ReadonlyMap<string, string>): readonly (readonly [string, string])[] =>
  [...files].map(([file, text]) => [`${folder}/${file}`, text] as const);

/** What a consumer's rule reads of its events, and its code. */
const readsOf = (consumer: Consumer, pointers: readonly string[]): string => {
  const events = Object.fromEntries(
    consumer.receives.map(({ event }) => {
      return [event, deepest([...pointers, ...patternReads(consumer, event)])];
    }),
  );
  return textOfReads({ consumer: consumer.name, owner: consumer.owner, events });
};

interface StateMachine {
  readonly States: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The definition of a workflow that does not wait. */
const withoutWait = (definition: string): string => {
  const machine = JSON.parse(definition) as StateMachine;
  const { AwaitResume: _, Begun, ...States } = machine.States;
  const Comment = 'One run: start it or skip it, complete it or record its failure.';
  const all = { ...machine, Comment, States: { ...States, Begun: { ...Begun, Default: 'Complete' } } };
  return `${JSON.stringify(all, undefined, 2)}\n`;
};

const DEFINITION = 'state-machine.asl.json';

/** The field of the data that two events have in common, or their correlation id. */
const keyPath = (by: string | undefined): string => (by === undefined ? 'metadata.correlationId' : `data.${by}`);

/** The files of a new workflow by path from the root; `by` names the field of the data that makes its key. */
export const workflowFiles = (
  root: string,
  catalog: CheckedCatalog,
  { name, startsOn, resumesOn }: NewWorkflow,
  by: string | undefined,
): ReadonlyMap<string, string> => {
  const schemaFile = (event: string): string => catalog.events.find((each) => each.name === event)?.file ?? '';
  const consumer = (party: string): Consumer => {
    const found = catalog.consumers.find((each) => each.name === party);
    if (found === undefined) throw new Error(`${party} is not in the catalog that it was written into`);
    return found;
  };
  const names = {
    'template-workflow': name,
    templateWorkflow: camelCase(name),
    TemplateWorkflow: pascalCase(name),
    'catalog/sample/sample-happened/v1.json': schemaFile(startsOn),
    sampleHappened: camelCase(startsOn),
    SampleHappened: startsOn,
    'catalog/sample/sample-resumed/v1.json': schemaFile(resumesOn ?? startsOn),
    SampleResumed: resumesOn ?? startsOn,
    ...(by === undefined
      ? {}
      : {
          'detail.metadata.correlationId;': `detail.data.${by};`,
          'metadata: { readonly correlationId: string }': `data: { readonly ${by}: string }`,
        }),
  };
  const key = `/${keyPath(by).replace('.', '/')}`;
  const workflow = new Map(templateFiles('workflow', names));
  if (resumesOn === undefined) workflow.set(DEFINITION, withoutWait(workflow.get(DEFINITION) ?? ''));
  workflow.set('reads.json', readsOf(consumer(name), ['/metadata/id', '/metadata/correlationId', key]));
  const resumer = resumerOf(name);
  const outbox = 'src/producers/run-ledger';
  return new Map([
    ...below(`src/workflows/${name}`, workflow),
    ...(resumesOn === undefined
      ? []
      : below(
          `src/consumers/${resumer}`,
          new Map([
            ...templateFiles('resumer', names),
            ['reads.json', readsOf(consumer(resumer), ['/metadata/id', key])],
          ]),
        )),
    ...(existsSync(join(root, outbox)) ? [] : below(outbox, templateFiles('outbox'))),
  ]);
};
