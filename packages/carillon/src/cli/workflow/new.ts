import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { type CheckedCatalog, examine, readSource } from '@carillon/catalog/check';
import { compile } from '@carillon/catalog/compile';
import { arrayAt, objectAt } from '@carillon/catalog/json';
import { isKebabCase } from '@carillon/catalog/names';
import type { Project } from '../../project.ts';
import { rootOf } from '../catalog/root.ts';
import { formatted } from '../change/formatted.ts';
import { applyChange, generatedChange, together } from '../change/project-change.ts';
import { NOT_RECORDED, recordReads } from '../change/record-reads.ts';
import { refuse, refuseUnresolved } from '../change/refusal.ts';
import { type Given, UsageError } from '../command.ts';
import { PAGE, pageWith } from '../consumer/consumers-page.ts';
import { upcasterList } from '../event/version-files.ts';
import { eventsOf, type NewWorkflow, resumerOf, withWorkflow } from './declared.ts';
import { listOf, WORKFLOW_LIST, workflowFiles } from './scaffold.ts';

const textOf = (given: Given, name: string): string | undefined => {
  const value = given[name];
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
};

const eventNamed = (given: Given, option: string, { events }: CheckedCatalog): CheckedCatalog['events'][number] => {
  const wanted = textOf(given, option);
  const known = events.map(({ name }) => name).join(', ');
  const found = events.find(({ name }) => name === wanted);
  if (found !== undefined) return found;
  throw new UsageError(
    wanted === undefined
      ? `Name the event that starts a run: --${option} <Event>. Events: ${known}.`
      : `No event ${wanted}. Events: ${known}.`,
  );
};

/** Names that the workflow would take. @throws UsageError */
const checkNames = (root: string, name: string, { loaded, events }: CheckedCatalog): void => {
  if (!isKebabCase(name))
    throw new UsageError(`A workflow is named in kebab case, as in order-fulfilment, not ${name}.`);
  const folders = [`src/workflows/${name}`, `src/consumers/${resumerOf(name)}`];
  const taken = [
    ...loaded.operations.map(({ party }) => party).filter((party) => party === name || party === resumerOf(name)),
    ...folders.filter((folder) => existsSync(join(root, folder))),
    ...eventsOf(name).filter((event) => events.some((each) => each.name === event)),
  ];
  if (taken.length > 0) throw new UsageError(`${taken.join(', ')} exists already. Choose another name.`);
};

/** The field is a text that each of the events has. @throws UsageError */
const keyField = (given: Given, catalog: CheckedCatalog, events: readonly string[]): string | undefined => {
  const by = textOf(given, 'by');
  if (by === undefined) return undefined;
  for (const event of events) {
    const file = catalog.events.find(({ name }) => name === event)?.file ?? '';
    const properties = objectAt(catalog.loaded.schemas.get(file)?.schema, 'properties');
    const required = arrayAt(properties.data, 'required');
    if (!required.includes(by))
      throw new UsageError(`${event} does not require ${by} in its data. Required: ${required.join(', ')}.`);
  }
  return by;
};

const workflowOf = (given: Given, name: string, catalog: CheckedCatalog): NewWorkflow => {
  const trigger = eventNamed(given, 'starts-on', catalog);
  const resumesOn = given['resumes-on'] === undefined ? undefined : eventNamed(given, 'resumes-on', catalog).name;
  if (resumesOn === trigger.name)
    throw new UsageError(`${resumesOn} cannot both start a run and resume it: name another event.`);
  return {
    name,
    domain: textOf(given, 'domain') ?? trigger.domain,
    owner: textOf(given, 'owner') ?? trigger.owner,
    startsOn: trigger.name,
    resumesOn,
  };
};

const workflowsIn = (root: string): readonly string[] =>
  globSync('src/workflows/*/workflow.ts', { cwd: root }).map((file) => file.split(/[\\/]/).at(-2) ?? '');

/** Writes a workflow: 0 when done; 1, with nothing written, when the catalog or the files would not be valid. */
export const newWorkflow = async (given: Given, project: Project, name: string): Promise<number> => {
  const root = rootOf(project);
  const source = readSource(root);
  const before = examine(source);
  if (before.value === undefined) return refuse(given, before.diagnostics);
  const { checked } = before.value;
  checkNames(root, name, checked);
  const workflow = workflowOf(given, name, checked);
  const events = [workflow.startsOn, ...(workflow.resumesOn === undefined ? [] : [workflow.resumesOn])];
  const by = keyField(given, checked, events);

  const after = withWorkflow(source, checked, workflow);
  const { value: emission, diagnostics } = await compile(after);
  const catalog = examine(after).value?.checked;
  if (emission === undefined || catalog === undefined) return refuse(given, diagnostics);
  const files = formatted(
    root,
    new Map([
      ...workflowFiles(root, catalog, workflow, by),
      [WORKFLOW_LIST, listOf([...workflowsIn(root), name])],
      ...upcasterList(source),
    ]),
  );
  const unresolved = refuseUnresolved(given, root, files);
  if (unresolved !== undefined) return unresolved;

  const described = [...after.files].filter(([file, text]) => source.files.get(file) !== text);
  const resumer = catalog.consumers.find((each) => each.name === resumerOf(name));
  const page = resumer === undefined ? [] : [[PAGE, pageWith(root, resumer, catalog)] as const];
  const write = new Map([...described, ...page, ...files]);
  applyChange(root, together({ write, remove: [] }, generatedChange(root, emission)));
  const wrote = [...write.keys()];
  const added = catalog.events.filter((each) => !checked.events.some((known) => known.name === each.name));
  const reads = recordReads(
    root,
    catalog,
    added.map((each) => each.name),
  )
    ? ''
    : ` ${NOT_RECORDED}`;
  const next = `Next: write what a run does in src/workflows/${name}, run npm test, then npm run synth.${reads}`;
  console.log(
    given.json === true
      ? JSON.stringify({ ok: true, wrote })
      : [...wrote.map((file) => `wrote ${file}`), next].join('\n'),
  );
  return 0;
};
