import { byId, countOf, element, timeOf } from './dom.ts';
import { runCard } from './runs.ts';
import type { ConsoleState, Counts, Notice, Session } from './state.ts';

const SHOWN = 40;
const SUBJECTS = ['runs', 'changes', 'patients', 'sites'];

const tile = (value: number, what: string, alarm = false): HTMLElement =>
  element(
    'div',
    { class: 'tile', 'data-alarm': String(alarm) },
    element('b', {}, countOf(value)),
    element('span', {}, what),
  );

const showCounts = (counts: Counts): void =>
  byId('tiles').replaceChildren(
    tile(counts.published, 'events published'),
    tile(counts.changes, 'FHIR changes'),
    tile(counts.objects, 'archive objects'),
    tile(counts.notices, 'notices pushed'),
    tile(counts.deadLetters, 'dead letters', counts.deadLetters > 0),
  );

const show = (state: ConsoleState): void => {
  showCounts(state.counts);
  if (state.runs.length > 0) byId('runs').replaceChildren(...state.runs.map(runCard));
  byId('foot').textContent =
    `Cloud time ${state.now.slice(0, 10)} ${timeOf(state.now)} UTC · endpoint ${state.endpoint}`;
};

const refresh = async (): Promise<void> => {
  const answer = await fetch('state');
  if (answer.ok) show((await answer.json()) as ConsoleState);
};

let refreshing: number | undefined;
/** Many notices in a row are one look at the state. */
const refreshSoon = (): void => {
  if (refreshing !== undefined) return;
  refreshing = window.setTimeout(() => {
    refreshing = undefined;
    refresh().catch(() => undefined);
  }, 250);
};

const INSTANT = /^\d{4}-\d\d-\d\dT/;

const factText = (name: string, value: unknown): string => {
  if (typeof value === 'object') return `${name} ${JSON.stringify(value)}`;
  const text = String(value);
  if (INSTANT.test(text)) return `${name} ${timeOf(text)}`;
  return `${name} ${/^(run|job)Id$/.test(name) ? text.slice(0, 8) : text}`;
};

const factsText = (facts: Notice['facts']): string =>
  Object.entries(facts)
    .map(([name, value]) => factText(name, value))
    .join(' · ');

const ring = (): void => {
  const bell = document.querySelector('.bell');
  bell?.classList.remove('rings');
  requestAnimationFrame(() => bell?.classList.add('rings'));
};

/** Ids of notices that were shown: a notice is told at least once. */
const shown = new Set<string>();

const showNotice = (notice: Notice): void => {
  if (shown.has(notice.id)) return;
  shown.add(notice.id);
  const list = byId('events');
  list.querySelector('.empty')?.remove();
  const type = element('span', { class: 'type' }, notice.type.replace(/(?<=[a-z])(?=[A-Z])/g, ' '));
  const at = element('time', { datetime: notice.at }, timeOf(notice.at));
  list.prepend(element('li', {}, type, at, element('span', { class: 'facts' }, factsText(notice.facts))));
  while (list.children.length > SHOWN) list.lastElementChild?.remove();
  if (notice.type.startsWith('ExportRun')) ring();
};

const showLink = (state: 'connecting' | 'open' | 'closed', text: string): void => {
  byId('link').dataset.state = state;
  byId('link-text').textContent = text;
};

const isNotice = (value: unknown): value is Notice =>
  typeof value === 'object' && value !== null && 'type' in value && 'facts' in value;

const connect = async (attempt: number): Promise<void> => {
  showLink('connecting', 'connecting');
  const session = (await (await fetch('session')).json()) as Session;
  const socket = new WebSocket(session.url, ['carillon.v1', `bearer.${session.token}`]);
  let tries = attempt;
  socket.addEventListener('open', () => {
    tries = 0;
    showLink('open', 'live');
    socket.send(JSON.stringify({ action: 'subscribe', subjects: SUBJECTS }));
    refreshSoon();
  });
  socket.addEventListener('message', (message) => {
    const notice: unknown = JSON.parse(String(message.data));
    if (isNotice(notice)) showNotice(notice);
    refreshSoon();
  });
  socket.addEventListener('close', () => again(tries + 1));
};

/** Waits longer after each failure, ten seconds at the most. */
const again = (attempt: number): void => {
  showLink('closed', 'disconnected, trying again');
  window.setTimeout(() => connect(attempt).catch(() => again(attempt + 1)), Math.min(10_000, 500 * 2 ** attempt));
};

refresh().catch(() => undefined);
connect(0).catch(() => again(1));
window.setInterval(() => refresh().catch(() => undefined), 3_000);
