import { redactedAsStored } from '@carillon/catalog/phi';
import { type ApplicationCatalog, loadCatalog } from '../../application.ts';
import { type ArchivedEvent, type ArchiveStore, archivedEvents, bucketStore } from '../archive/archive.ts';
import { type Command, type Given, numberOf, UsageError, unknownAction } from '../command.ts';
import { instantOf } from '../instant.ts';
import { type Cloud, operating } from './cloud.ts';
import { cloudOptions } from './cloud-options.ts';
import { replay } from './replay.ts';
import { archiveBucket } from './stack-names.ts';

/** As it may be shown: what its version marks as a person's is left out, and so is an event that the catalog does not know. */
const shown = (
  { events }: ApplicationCatalog,
  { 'detail-type': name, detail }: ArchivedEvent,
): Readonly<Record<string, unknown>> => {
  const { data } = redactedAsStored(name, detail, events) as { readonly data: unknown };
  const { id, occurredAt, correlationId } = detail.metadata;
  return { at: occurredAt, event: name, id, correlationId, data };
};

const print = (given: Given, catalog: ApplicationCatalog, archived: ArchivedEvent): void => {
  const event = shown(catalog, archived);
  const { at, event: name, id, data } = event;
  console.log(
    given.json === true ? JSON.stringify(event) : `${at}  ${String(name).padEnd(22)}  ${id}  ${JSON.stringify(data)}`,
  );
};

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * From the archive: it comes with the delivery stream's buffer, a minute of the cloud's time at the most. An archived
 * object never changes, so each is read once, and without --from those that are there are not read at all.
 */
const tail = async (given: Given, catalog: ApplicationCatalog, cloud: Cloud): Promise<number> => {
  const archive = bucketStore(cloud.s3, await archiveBucket(cloud));
  const from = instantOf(given, 'from');
  const looks = numberOf(given, 'for', { least: 0, most: 86_400, or: Number.POSITIVE_INFINITY });
  const end = Date.now() + looks * 1_000;
  const read = new Set<string>(from === undefined ? await archive.keys() : []);
  const fresh: ArchiveStore = {
    keys: async () => (await archive.keys()).filter((key) => !read.has(key)),
    read: (key) => {
      read.add(key);
      return archive.read(key);
    },
  };
  const printed = new Set<string>();
  const look = async (): Promise<void> => {
    for await (const event of archivedEvents(fresh, from === undefined ? {} : { from })) {
      const { id } = event.detail.metadata;
      if (printed.has(id)) continue;
      printed.add(id);
      print(given, catalog, event);
    }
  };
  if (from !== undefined) await look();
  while (Date.now() < end) {
    await pause(2_000);
    await look();
  }
  return 0;
};

/** A line that is rewritten in place on a terminal. */
const progress = (given: Given): ((events: number, upTo: string) => void) =>
  given.json === true || process.stderr.isTTY !== true
    ? () => undefined
    : (events, upTo) => void process.stderr.write(`\r${events} events, up to ${upTo} `);

const again = async (given: Given, catalog: ApplicationCatalog, cloud: Cloud): Promise<number> => {
  const [from, until] = [instantOf(given, 'from'), instantOf(given, 'until')];
  if (from === undefined) throw new UsageError('events replay begins --from an instant.');
  if (until !== undefined && until <= from) throw new UsageError('--until is not after --from.');
  const dryRun = given['dry-run'] === true;
  const span = { from, ...(until === undefined ? {} : { until }) };
  const replayed = await replay(cloud, { catalog, to: given.to, ...span, dryRun, progress: progress(given) });
  if (given.json === true) console.log(JSON.stringify({ ok: true, dryRun, ...replayed }));
  else console.log(`${replayed.events} events ${dryRun ? 'would go' : 'sent'} to ${replayed.queue}`);
  return 0;
};

export const eventsCommand: Command = {
  name: 'events',
  summary: 'Follow the archived events, or send past events to a consumer again.',
  usage: 'carillon events tail | replay --to <consumer> --from <time> [options]',
  actions: ['tail', 'replay'],
  options: {
    ...cloudOptions,
    from: { value: '<time>', help: 'Events at or after this instant. tail: default from now on.' },
    until: { value: '<time>', help: 'Events before this instant. Default: all.', only: ['replay'] },
    to: { value: '<consumer>', help: 'Whose queue they go to.', only: ['replay'] },
    'dry-run': { help: 'Count, and send nothing.', only: ['replay'] },
    for: { value: '<s>', help: 'Stop after so many seconds. Default: until Ctrl-C.', only: ['tail'] },
    json: { help: 'Print JSON: tail a line an event, replay one object.' },
  },
  examples: [
    'carillon events tail',
    'carillon events tail --from 2026-11-23T20:00:00Z --for 0 --json',
    'carillon events replay --to websocket-notifier --from 2026-11-23T20:00:00Z --dry-run',
  ],
  run: async (given, [action, ...more], project) => {
    if (more.length > 0) throw new UsageError(`events ${action} takes no ${more.join(' ')}.`);
    if (action !== 'tail' && action !== 'replay') throw unknownAction(eventsCommand, action);
    const catalog = await loadCatalog(project.root);
    return operating(given, project, (cloud) => (action === 'tail' ? tail : again)(given, catalog, cloud));
  },
};
