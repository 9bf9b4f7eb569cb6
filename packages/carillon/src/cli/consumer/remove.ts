import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CatalogSource, type CheckedCatalog, type Consumer, examine, readSource } from '@carillon/catalog/check';
import { compile } from '@carillon/catalog/compile';
import type { Project } from '../../project.ts';
import { rootOf } from '../catalog/root.ts';
import { formatted } from '../change/formatted.ts';
import { applyChange, generatedChange, together } from '../change/project-change.ts';
import { refuse } from '../change/refusal.ts';
import { withoutEntry } from '../change/yaml-block.ts';
import { type Given, UsageError } from '../command.ts';
import { pageWithout } from './consumers-page.ts';
import { scaffoldOf } from './scaffold.ts';

/** Files of a consumer that are not as `consumer new` wrote them: somebody's work. */
const worked = (
  root: string,
  files: readonly string[],
  consumer: Consumer,
  { events }: CheckedCatalog,
): readonly string[] => {
  const scaffolds = consumer.receives.map(({ event }) => {
    const schema = events.find(({ name }) => name === event)?.file ?? '';
    return formatted(root, scaffoldOf({ consumer, schema, event }));
  });
  return files.filter((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return scaffolds.every((scaffold) => scaffold.get(file) !== text);
  });
};

const without = (source: CatalogSource, name: string): CatalogSource => {
  const text = source.files.get('asyncapi.yaml') ?? '';
  const less = [name, `${name}.receive`].reduce((rest, key) => withoutEntry(rest, ['operations'], key), text);
  return { files: new Map([...source.files, ['asyncapi.yaml', less]]) };
};

/** Takes a consumer away, with its folder: 0 when done, 1 when the catalog without it would not hold. */
export const removeConsumer = async (given: Given, project: Project, name: string): Promise<number> => {
  const root = rootOf(project);
  const source = readSource(root);
  const before = examine(source);
  if (before.value === undefined) return refuse(given, before.diagnostics);
  const { checked } = before.value;
  const consumer = checked.consumers.find((each) => each.name === name);
  if (consumer === undefined) {
    const known = checked.consumers.map((each) => each.name).join(', ');
    throw new UsageError(`No consumer ${name}. Consumers: ${known}.`);
  }
  const folder = `src/consumers/${name}`;
  if (!existsSync(join(root, folder)))
    throw new UsageError(`${name} has no folder ${folder}: it is not only a consumer. Take it out by hand.`);
  const files = globSync(`${folder}/**/*`, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
  const own = worked(root, files, consumer, checked);
  if (own.length > 0 && given.force !== true)
    throw new UsageError(
      `${own.join(', ')} ${own.length === 1 ? 'is' : 'are'} not as consumer new wrote it. --force removes it all the same; git keeps what was committed.`,
    );

  const after = without(source, name);
  const { value: emission, diagnostics } = await compile(after);
  if (emission === undefined) return refuse(given, diagnostics);
  const document = { write: new Map([['asyncapi.yaml', after.files.get('asyncapi.yaml') ?? '']]), remove: files };
  const page = pageWithout(root, name);
  applyChange(root, together(document, page, generatedChange(root, emission)));
  const removed = [...files, ...page.remove];
  const wrote = ['asyncapi.yaml', ...page.write.keys()];
  if (given.json === true) console.log(JSON.stringify({ ok: true, removed, wrote }));
  else console.log([...removed.map((file) => `removed ${file}`), ...wrote.map((file) => `wrote ${file}`)].join('\n'));
  return 0;
};
