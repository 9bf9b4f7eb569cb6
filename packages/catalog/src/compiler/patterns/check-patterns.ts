import { type Diagnostic, fault } from '../diagnostic.ts';
import { isObject, type JsonObject, objectAt, show } from '../json.ts';
import { pointerTo, valueAt } from '../pointer.ts';
import { whileSame } from '../remember.ts';
import type { LoadedCatalog, LoadedMessage, LoadedOperation } from '../stages.ts';
import { excludes, judgeMessage, olderMessages } from './judge-message.ts';
import type { Reason } from './judge-pattern.ts';
import { matcherPaths, syntaxFaults } from './pattern-syntax.ts';
import { ownMessages } from './receptions.ts';

/** Every receive operation's pattern against the schemas of its messages. */
export function checkPatterns(loaded: LoadedCatalog): readonly Diagnostic[] {
  return loaded.operations
    .filter(({ action }) => action === 'receive')
    .flatMap((operation) => checkPattern(loaded, operation));
}

function checkPattern(loaded: LoadedCatalog, operation: LoadedOperation): readonly Diagnostic[] {
  const pattern = objectAt(operation.body, 'x-eventbridge').pattern;
  if (!isObject(pattern)) return [];
  const at = pointerTo(operation.pointer, 'x-eventbridge', 'pattern');
  const malformed = syntaxFaults(pattern).map(({ pointer, expected, received }) =>
    fault('pattern-syntax', 'asyncapi.yaml', `${at}${pointer}`, {
      expected,
      received,
      fix: 'See "Event patterns" in the EventBridge User Guide.',
    }),
  );
  if (malformed.length > 0) return malformed;
  const faults = [...checkMessages(loaded, operation, pattern, at), ...checkOthers(loaded, operation, pattern, at)];
  return [...new Map(faults.map((diagnostic) => [`${diagnostic.code} ${diagnostic.at.pointer}`, diagnostic])).values()];
}

function checkMessages(
  loaded: LoadedCatalog,
  operation: LoadedOperation,
  pattern: JsonObject,
  at: string,
): readonly Diagnostic[] {
  const own = ownMessages(loaded, operation).filter(({ file }) => loaded.schemas.has(file));
  const verdicts = own.map((message) => ({
    message,
    verdict: judgeMessage(loaded.schemas, message, pattern),
  }));
  // An event of an older version may still be under way: a matcher for it alone is none too many.
  const stored = own.flatMap((message) => olderMessages(loaded, message));
  const older = stored.map((message) => judgeMessage(loaded.schemas, message, pattern));
  const live = new Set([...verdicts.map(({ verdict }) => verdict), ...older].flatMap((verdict) => verdict.live));
  const reported = verdicts.flatMap(({ verdict }) => verdict.reasons.map(({ path }) => `${path.join('/')}/`));
  const dead = matcherPaths(pattern)
    .filter((path) => own.length > 0 && !live.has(path.join('/')))
    .filter((path) => !reported.some((reason) => path.join('/').startsWith(reason)));
  return [
    ...verdicts.flatMap(({ message, verdict }) => verdict.reasons.map((reason) => impossible(message, reason, at))),
    ...dead.map((path) => deadMatcher(path, pattern, at)),
    ...own
      .filter(({ file }) => loaded.schemas.get(file)?.schema['x-claim-check'] === true)
      .flatMap((message) => checkClaim(message, pattern, at)),
  ];
}

function impossible({ name }: LoadedMessage, { code, path, expected, received }: Reason, at: string): Diagnostic {
  const unselected = path[0] === 'source' || path[0] === 'detail-type';
  return fault(unselected ? 'pattern-selects-messages' : code, 'asyncapi.yaml', `${at}${pointerTo('', ...path)}`, {
    message: `The pattern can never match ${name}`,
    expected,
    received,
    fix: unselected
      ? `Add ${name} to the pattern, or drop the message from the operation.`
      : 'Ask for what the schema has.',
  });
}

/** A matcher that no message can meet is a slip of the pen, even where another one in its list matches. */
function deadMatcher(path: readonly string[], pattern: JsonObject, at: string): Diagnostic {
  return fault('pattern-value-possible', 'asyncapi.yaml', `${at}${pointerTo('', ...path)}`, {
    expected: "a value that one of the operation's messages can have",
    received: show(valueAt(pattern, pointerTo('', ...path))),
    fix: 'Correct the value, or drop it.',
  });
}

/** On the bus a claim-checked event may have left all of its data behind but the short top-level fields. */
function checkClaim({ name }: LoadedMessage, pattern: JsonObject, at: string): readonly Diagnostic[] {
  const data = objectAt(objectAt(pattern, 'detail'), 'data');
  return Object.keys(data)
    .filter((field) => isObject(data[field]))
    .map((field) =>
      fault('pattern-outside-claim', 'asyncapi.yaml', `${at}${pointerTo('/detail/data', field)}`, {
        message: `The pattern asks for data of ${name} that may have been left in its claim`,
        expected: 'fields of detail.metadata, or fields directly in detail.data',
        received: `fields within ${field}`,
        fix: 'Filter in the consumer, or give the event no claim check.',
      }),
    );
}

const strangersOf = whileSame<LoadedOperation, readonly LoadedMessage[]>();

/** The messages of others that the envelope alone does not keep out; the document settles that, whatever the schemas say. */
const strangers = (
  messages: readonly LoadedMessage[],
  operation: LoadedOperation,
  pattern: JsonObject,
): readonly LoadedMessage[] =>
  strangersOf(operation, [messages], () => {
    const named = new Set(operation.messages);
    return messages.filter((message) => !named.has(message.name) && !excludes(pattern, message));
  });

function checkOthers(
  loaded: LoadedCatalog,
  operation: LoadedOperation,
  pattern: JsonObject,
  at: string,
): readonly Diagnostic[] {
  return strangers(loaded.messages, operation, pattern)
    .filter(({ file }) => loaded.schemas.has(file))
    .filter((message) => judgeMessage(loaded.schemas, message, pattern).reasons.length === 0)
    .map(({ name }) =>
      fault('pattern-selects-no-other', 'asyncapi.yaml', at, {
        message: `The pattern also matches ${name}`,
        expected: "a pattern that matches the operation's messages alone",
        received: show(pattern),
        fix: `Narrow the pattern by detail-type, or add ${name} to the operation's messages.`,
      }),
    );
}
