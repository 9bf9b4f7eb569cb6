import { byId, countOf, element, timeOf } from './dom.ts';
import { runCard } from './runs.ts';
import type { ConsoleState, ConsumerState, Counts, EventCount, Latest } from './state.ts';

const REFRESH_MS = 1_000;

const tile = (value: number, what: string, alarm = false): HTMLElement =>
  element(
    'div',
    { class: 'tile', 'data-alarm': String(alarm) },
    element('b', {}, countOf(value)),
    element('span', {}, what),
  );

const showCounts = ({ published, objects, messages, deadLetters }: Counts): void =>
  byId('tiles').replaceChildren(
    tile(published, 'events published'),
    tile(objects, 'archive objects'),
    tile(messages, 'WebSocket messages'),
    tile(deadLetters, 'dead letters', deadLetters > 0),
  );

const row = (name: string, ...cells: readonly number[]): HTMLElement =>
  element('tr', {}, element('th', { scope: 'row' }, name), ...cells.map((cell) => element('td', {}, countOf(cell))));

const eventRow = ({ name, count }: EventCount): HTMLElement => row(name, count);

const consumerRow = ({ name, invocations, failures }: ConsumerState): HTMLElement => row(name, invocations, failures);

const outputRow = ([name, value]: readonly [string, string]): HTMLElement =>
  element('tr', {}, element('th', { scope: 'row' }, name), element('td', {}, value));

const latestItem = ({ at, kind, text }: Latest): HTMLElement =>
  element(
    'li',
    { 'data-kind': kind },
    element('span', { class: 'type' }, text),
    element('time', { datetime: at }, timeOf(at)),
  );

/** A list is left as it is while nothing has changed: what is selected in it stays selected. */
const shown = new Map<string, string>();
const showList = <Item>(id: string, items: readonly Item[], render: (item: Item) => HTMLElement): void => {
  const text = JSON.stringify(items);
  if (items.length === 0 || shown.get(id) === text) return;
  shown.set(id, text);
  byId(id).replaceChildren(...items.map(render));
};

const show = (state: ConsoleState): void => {
  document.title = `${state.project} - Carillon`;
  byId('project').textContent = state.project;
  showCounts(state.counts);
  showList('runs', state.runs, runCard);
  showList('latest', state.latest, latestItem);
  showList('event-counts', state.events, eventRow);
  showList('consumers', state.consumers, consumerRow);
  showList('outputs', Object.entries(state.outputs), outputRow);
  byId('foot').textContent =
    `Cloud time ${state.now.slice(0, 10)} ${timeOf(state.now)} UTC · endpoint ${state.endpoint}`;
};

const showLink = (state: 'open' | 'closed', text: string): void => {
  byId('link').dataset.state = state;
  byId('link-text').textContent = text;
};

const refresh = async (): Promise<void> => {
  const answer = await fetch('state');
  if (!answer.ok) throw new Error(`state: ${answer.status}`);
  show((await answer.json()) as ConsoleState);
  showLink('open', 'live');
};

const keepRefreshing = async (): Promise<void> => {
  await refresh().catch(() => showLink('closed', 'disconnected, trying again'));
  window.setTimeout(keepRefreshing, REFRESH_MS);
};

void keepRefreshing();
