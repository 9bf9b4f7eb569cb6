import type { JsonObject } from '../json.ts';
import { perObject } from '../remember.ts';
import type { Schemas } from '../schema/schema-node.ts';
import { perView, type SchemaView, viewOf } from '../schema/view.ts';
import type { LoadedCatalog, LoadedMessage } from '../stages.ts';
import { envelopeOf } from './envelope.ts';
import { judgePattern, type Verdict } from './judge-pattern.ts';

/** What patterns were found to say about a schema, by the pattern and the names on the envelope. */
const verdictsOf = perView(() => ({ byPattern: new Map<string, Verdict>() }));

const textOf = perObject((pattern: JsonObject): string => JSON.stringify(pattern));

interface Judged {
  readonly view: SchemaView;
  readonly verdict: Verdict;
}

/** The same by the objects themselves: as long as the document is not read anew, nothing has to be compared. */
const judged = new WeakMap<JsonObject, WeakMap<LoadedMessage, Judged>>();

/** Whether a pattern can match a message, remembered until the pattern, the message or its schema changes. */
export function judgeMessage(schemas: Schemas, message: LoadedMessage, pattern: JsonObject): Verdict {
  const file = schemas.get(message.file);
  if (file === undefined) return judgePattern(schemas, [envelopeOf(message)], pattern);
  const view = viewOf(schemas, file);
  const own = judged.get(pattern) ?? new WeakMap<LoadedMessage, Judged>();
  judged.set(pattern, own);
  const known = own.get(message);
  if (known?.view === view) return known.verdict;
  const { byPattern } = verdictsOf(schemas, file);
  const key = `${message.source} ${message.detailType} ${textOf(pattern)}`;
  const verdict = byPattern.get(key) ?? judgePattern(view.schemas, [envelopeOf(message)], pattern);
  byPattern.set(key, verdict);
  own.set(message, { view, verdict });
  return verdict;
}

/** A message as it was in each version before its own. */
export function olderMessages({ schemas }: LoadedCatalog, message: LoadedMessage): readonly LoadedMessage[] {
  const version = Number(/\/v(\d+)\.json$/.exec(message.file)?.[1] ?? 1);
  return Array.from({ length: version - 1 }, (_, index) => ({
    ...message,
    file: message.file.replace(/\d+\.json$/, `${index + 1}.json`),
  })).filter(({ file }) => schemas.has(file));
}

/** Whether the envelope alone shows that a pattern does not match: it lists sources or detail-types, and not this one. */
export function excludes(
  pattern: JsonObject,
  { source, detailType }: Pick<LoadedMessage, 'source' | 'detailType'>,
): boolean {
  const lists = (wanted: unknown): wanted is readonly string[] =>
    Array.isArray(wanted) && wanted.every((matcher) => typeof matcher === 'string');
  const { source: sources, 'detail-type': types } = pattern;
  return (lists(sources) && !sources.includes(source)) || (lists(types) && !types.includes(detailType));
}
