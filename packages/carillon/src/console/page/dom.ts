type Child = Node | string | undefined;

/** An element with attributes and children; text is always set as text, never parsed. */
export const element = (
  tag: string,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElement => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== undefined));
  return made;
};

/** @throws Error when the page has no such element: the page and its script belong together. */
export const byId = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found;
};

const clock = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZone: 'UTC',
});

/** hh:mm:ss in UTC: the cloud's own time zone, and the archive's. */
export const timeOf = (instant: string | undefined): string => {
  if (instant === undefined) return '';
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? '' : clock.format(date);
};

/** `OrderPlaced` as words: `Order placed`. */
export const inWords = (name: string): string =>
  name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, ' ').replace(/ [A-Z]/g, (letter) => letter.toLowerCase());

export const countOf = (value: number): string => value.toLocaleString('en-US');
