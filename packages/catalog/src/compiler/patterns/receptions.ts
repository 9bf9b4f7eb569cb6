import { objectAt } from '../json.ts';
import { whileSame } from '../remember.ts';
import type { LoadedCatalog, LoadedMessage, LoadedOperation, Narrowing, Reception } from '../stages.ts';
import { judgeMessage } from './judge-message.ts';
import type { Verdict } from './judge-pattern.ts';

/** The events of a receive operation, sorted by name, with what its pattern says about the detail of each. */
export function receptionsOf(loaded: LoadedCatalog, operation: LoadedOperation): readonly Reception[] {
  const pattern = objectAt(objectAt(operation.body, 'x-eventbridge'), 'pattern');
  return ownMessages(loaded, operation)
    .map((message) => receptionOf(judgeMessage(loaded.schemas, message, pattern), message))
    .toSorted((one, other) => (one.event < other.event ? -1 : 1));
}

const own = whileSame<LoadedOperation, readonly LoadedMessage[]>();

/** The messages that an operation names. */
export function ownMessages({ messages }: LoadedCatalog, operation: LoadedOperation): readonly LoadedMessage[] {
  return own(operation, [messages], () => {
    const named = new Set(operation.messages);
    return messages.filter(({ name }) => named.has(name));
  });
}

const receptions = whileSame<Verdict, Reception>();

const receptionOf = (verdict: Verdict, message: LoadedMessage): Reception =>
  receptions(verdict, [message], () => ({ event: message.name, narrowings: withinDetail(verdict.narrowings) }));

function withinDetail(narrowings: readonly Narrowing[]): readonly Narrowing[] {
  return narrowings
    .filter(({ path }) => path[0] === 'detail' && path.length > 1)
    .map(({ path, values }) => ({ path: path.slice(1), values }));
}
