import type { Standing } from '@carillon/local/cloud';
import WebSocket from 'ws';
import type { Notice, Session } from '../../console/page/state.ts';
import type { Teller } from './tell.ts';

const SUBJECTS = ['runs', 'changes', 'patients', 'sites'];
const AGAIN_AFTER_MS = 300;
const TOGETHER_MS = 250;
/** What a person should look at. */
const TROUBLE = /DeadLettered$|Dropped$|CallDenied$/;

export interface Narrator {
  /** Resolves when what happens from now on will be told. */
  readonly ready: Promise<void>;
  close(): void;
}

const words = (type: string): string =>
  type.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').replace(/ [A-Z]/g, (letter) => letter.toLowerCase());

const factText = (name: string, value: unknown): string | undefined => {
  if (value === undefined || value === null || value === '') return undefined;
  if (name === 'runId') return `run ${String(value).slice(0, 8)}`;
  return `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`;
};

/** Told one by one they would drown the rest: a run changes thousands of resources. */
const isNumerous = (type: string): boolean => type.startsWith('Fhir');

const narrate = (notice: Notice, tell: Teller): void => {
  const facts = Object.entries(notice.facts).flatMap(([name, value]) => factText(name, value) ?? []);
  tell.line(
    Date.parse(notice.at),
    notice.type.startsWith('ExportRun') ? 'run' : 'event',
    `${words(notice.type)}  ${facts.join(', ')}`,
  );
};

/** Listens like any page: over the WebSocket API, with a token, and tells what it is told. */
const listen = (session: () => Promise<Session>, tell: Teller): Narrator => {
  let socket: WebSocket | undefined;
  let closed = false;
  let changes = 0;
  const { promise: ready, resolve: isReady } = Promise.withResolvers<void>();
  const connect = async (): Promise<void> => {
    const { url, token } = await session();
    if (closed) return;
    socket = new WebSocket(url, ['carillon.v1', `bearer.${token}`]);
    socket.on('open', () => {
      socket?.send(JSON.stringify({ action: 'subscribe', subjects: SUBJECTS }));
    });
    socket.on('message', (data) => {
      const notice = JSON.parse(String(data)) as Partial<Notice> & { readonly action?: string; readonly code?: string };
      if (notice.action !== undefined) isReady();
      if (notice.action === 'refused') tell.plain(`✗ the subscription was refused: ${String(notice.code)}`);
      if (notice.type === undefined || notice.at === undefined || notice.facts === undefined) return;
      if (isNumerous(notice.type)) tell.progress(`${++changes} changed resources announced`);
      else narrate(notice as Notice, tell);
    });
    socket.on('error', () => undefined);
    socket.on('close', again);
  };
  const again = (): void => {
    if (!closed) setTimeout(() => connect().catch(again), AGAIN_AFTER_MS).unref();
  };
  connect().catch(again);
  return {
    ready,
    close() {
      closed = true;
      socket?.terminate();
    },
  };
};

export interface Narration {
  readonly tell: Teller;
  /** Everything that services note, not only what the story is about. */
  readonly verbose: boolean;
}

/** Objects come by the dozen when a buffer is flushed: they are told together. */
const archiveTeller = (tell: Teller, now: () => number): ((records: number) => void) => {
  let [objects, records] = [0, 0];
  let timer: NodeJS.Timeout | undefined;
  return (added) => {
    objects += 1;
    records += added;
    if (timer !== undefined) return;
    timer = setTimeout(() => {
      tell.line(
        now(),
        'archive',
        `archived  ${records} ${records === 1 ? 'event' : 'events'} in ${objects} ${objects === 1 ? 'object' : 'objects'}`,
      );
      [objects, records, timer] = [0, 0, undefined];
    }, TOGETHER_MS).unref();
  };
};

/** What services did that no notice tells: objects in the archive, dead letters. */
const watchServices = ({ kernel }: Standing, { tell, verbose }: Narration): (() => void) => {
  const archived = archiveTeller(tell, kernel.clock.now);
  return kernel.activity.watch(({ at, service, action, resource, facts }) => {
    const told = Object.entries(facts ?? {}).flatMap(([name, value]) => factText(name, value) ?? []);
    if (verbose)
      tell.line(at, 'event', `${service} ${words(action)}  ${resource.split(':').at(-1)}  ${told.join(', ')}`);
    if (service === 'firehose' && action === 'ObjectDelivered') archived(Number(facts?.records ?? 0));
    if (TROUBLE.test(action)) tell.line(at, 'trouble', `${words(action)}  ${resource}  ${told.join(', ')}`);
  });
};

export const narrator = (standing: Standing, session: () => Promise<Session>, narration: Narration): Narrator => {
  const unwatch = watchServices(standing, narration);
  const listening = listen(session, narration.tell);
  return {
    ready: listening.ready,
    close() {
      unwatch();
      listening.close();
    },
  };
};
