import type { EventDescriptor } from '@carillon/runtime/descriptor';
import { isObject, objectAt } from '../../compiler/json.ts';
import { pointerTokens } from '../../compiler/pointer.ts';

/** What stands in the place of what identifies a person. */
export const REDACTED = '[redacted]';

const without = (value: unknown, [token, ...rest]: readonly string[]): unknown => {
  if (token === undefined) return REDACTED;
  if (Array.isArray(value))
    return value.map((item, index) => (token === '*' || token === String(index) ? without(item, rest) : item));
  if (!isObject(value)) return value;
  // In a map `*` is any key; what is declared beside is left out too rather than shown.
  if (token === '*') return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, without(each, rest)]));
  if (!Object.hasOwn(value, token)) return value;
  return { ...value, [token]: without(value[token], rest) };
};

/** A detail as it may be shown: each place that the catalog marks `x-phi` holds {@link REDACTED}, the rest is as it was. */
export const redacted = ({ phi }: Pick<EventDescriptor<string, unknown>, 'phi'>, detail: unknown): unknown =>
  phi.reduce((shown, pointer) => without(shown, pointerTokens(pointer)), detail);

type Catalog = readonly EventDescriptor<string, unknown>[];

/** What is known of the version that a detail was stored in; of one that the catalog does not know, that all may be a person's. */
const storedAs = (name: string, detail: unknown, catalog: Catalog): Pick<EventDescriptor<string, unknown>, 'phi'> => {
  const versions = catalog.filter((each) => each.name === name).flatMap((each) => [each, ...(each.older ?? [])]);
  const { schema } = objectAt(detail, 'metadata');
  return versions.find((each) => each.schema === schema) ?? { phi: ['/data'] };
};

/** A stored detail as it may be shown: by what the version marks that it was stored in. `catalog` holds the descriptors of all events. */
export const redactedAsStored = (name: string, detail: unknown, catalog: Catalog): unknown =>
  redacted(storedAs(name, detail, catalog), detail);
