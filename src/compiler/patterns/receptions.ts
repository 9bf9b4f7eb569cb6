import { objectAt } from '../json.ts';
import type { LoadedCatalog, LoadedOperation, Narrowing, Reception } from '../stages.ts';
import { judgeMessage } from './judge-message.ts';

/** The events of a receive operation, sorted by name, with what its pattern says about the detail of each. */
export function receptionsOf(loaded: LoadedCatalog, operation: LoadedOperation): readonly Reception[] {
  const pattern = objectAt(objectAt(operation.body, 'x-eventbridge'), 'pattern');
  const named = new Set(operation.messages);
  return loaded.messages
    .filter(({ name }) => named.has(name))
    .map((message) => {
      const { narrowings } = judgeMessage(loaded.schemas, message, pattern);
      return { event: message.name, narrowings: withinDetail(narrowings) };
    })
    .toSorted((one, other) => (one.event < other.event ? -1 : 1));
}

function withinDetail(narrowings: readonly Narrowing[]): readonly Narrowing[] {
  return narrowings
    .filter(({ path }) => path[0] === 'detail' && path.length > 1)
    .map(({ path, values }) => ({ path: path.slice(1), values }));
}
