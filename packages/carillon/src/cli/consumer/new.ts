import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type CheckedCatalog, examine, readSource } from '@carillon/catalog/check';
import { compile } from '@carillon/catalog/compile';
import { isObject, type JsonObject } from '@carillon/catalog/json';
import { camelCase, isKebabCase } from '@carillon/catalog/names';
import type { Project } from '../../project.ts';
import { rootOf } from '../catalog/root.ts';
import { formatted } from '../change/formatted.ts';
import { applyChange, generatedChange, together } from '../change/project-change.ts';
import { refuse, refuseUnresolved } from '../change/refusal.ts';
import { type Given, UsageError } from '../command.ts';
import { upcasterList } from '../event/version-files.ts';
import { instantOf } from '../instant.ts';
import { PAGE, pageWith } from './consumers-page.ts';
import { scaffoldOf } from './scaffold.ts';
import { atOption, type Subscriber, subscribe } from './subscribe.ts';

const patternOf = (text: unknown): JsonObject | undefined => {
  if (typeof text !== 'string') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Reported below, together with JSON that is not an object.
  }
  throw new UsageError(`--where takes an EventBridge pattern as a JSON object, not ${text}.`);
};

/** What the files of a new consumer call something of their own. */
const usedByScaffold: ReadonlySet<string> = new Set([
  ...['consume', 'contract', 'deadLetters', 'deadLettersFrom', 'handler', 'summarize', 'watch', 'instrument'],
]);

const checkName = (root: string, name: string, { loaded }: CheckedCatalog): void => {
  if (!isKebabCase(name)) throw new UsageError(`A consumer is named in kebab case, as in bed-counter, not ${name}.`);
  if (usedByScaffold.has(camelCase(name)))
    throw new UsageError(`The handler of a consumer calls something else ${camelCase(name)}. Choose another name.`);
  const taken = loaded.operations.some(({ party }) => party === name) || existsSync(join(root, 'src/consumers', name));
  if (taken) throw new UsageError(`${name} is taken, in asyncapi.yaml or src/consumers. Choose another name.`);
};

const subscriberOf = (given: Given, name: string, { events }: CheckedCatalog): Subscriber => {
  const wanted = [...new Set(String(given.to ?? '').split(','))]
    .map((each) => each.trim())
    .filter((each) => each !== '');
  if (wanted.length === 0) throw new UsageError('Name what the consumer listens to: --to <Event>[,<Event>].');
  const unknown = wanted.filter((each) => !events.some((event) => event.name === each));
  if (unknown.length > 0)
    throw new UsageError(`No event ${unknown.join(', ')}. Events: ${events.map((event) => event.name).join(', ')}.`);
  const owner = typeof given.owner === 'string' ? given.owner : events.find((event) => event.name === wanted[0])?.owner;
  const where = patternOf(given.where);
  const startingFrom = instantOf(given, 'from');
  const past = startingFrom === undefined ? {} : { startingFrom: new Date(startingFrom).toISOString() };
  return {
    name,
    owner: owner ?? '',
    events: wanted,
    ...(where === undefined ? {} : { where }),
    ...past,
  };
};

/** Subscribes a new consumer: 0 when done; 1, with nothing written, when the catalog or the files would not be valid. */
export const newConsumer = async (given: Given, project: Project, name: string): Promise<number> => {
  const root = rootOf(project);
  const source = readSource(root);
  const before = examine(source);
  if (before.value === undefined) return refuse(given, before.diagnostics);
  const catalog = before.value.checked;
  checkName(root, name, catalog);
  const subscriber = subscriberOf(given, name, catalog);
  const after = subscribe(source, catalog, subscriber);
  const { value: emission, diagnostics } = await compile(after);
  if (emission === undefined) return refuse(given, atOption(diagnostics, subscriber));

  const event = subscriber.events[0] ?? '';
  const schema = catalog.events.find((each) => each.name === event)?.file ?? '';
  const checked = examine(after).value?.checked;
  const consumer = checked?.consumers.find((each) => each.name === name);
  if (checked === undefined || consumer === undefined)
    throw new Error(`${name} is not in the catalog that it was written into`);
  const files = formatted(root, new Map([...scaffoldOf({ consumer, schema, event }), ...upcasterList(source)]));
  const unresolved = refuseUnresolved(given, root, files);
  if (unresolved !== undefined) return unresolved;
  const document = new Map([
    ...files,
    [PAGE, pageWith(root, consumer, checked)],
    ['asyncapi.yaml', after.files.get('asyncapi.yaml') ?? ''],
  ]);
  applyChange(root, together({ write: document, remove: [] }, generatedChange(root, emission)));
  const wrote = ['asyncapi.yaml', PAGE, ...files.keys()];
  const { startingFrom } = subscriber;
  const ahead =
    startingFrom !== undefined && Date.parse(startingFrom) > Date.now()
      ? `\n${startingFrom} is still to come: by this machine's clock there is no past from then on.`
      : '';
  const past =
    startingFrom === undefined
      ? ''
      : `${ahead}\nIts live events wait until it has the past: once it is deployed or npm start has taken it up, npx carillon consumer catch-up ${name}.`;
  const next = `Next: write src/consumers/${name}/summarize.ts, run npm test, then npm run synth.${past}`;
  console.log(
    given.json === true
      ? JSON.stringify({ ok: true, wrote })
      : [...wrote.map((file) => `wrote ${file}`), next].join('\n'),
  );
  return 0;
};
