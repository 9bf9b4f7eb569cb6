import { objectAt } from '../json.ts';
import type { LoadedCatalog, LoadedOperation, Narrowing, Reception } from '../stages.ts';
import { envelopeOf } from './envelope.ts';
import { judgePattern } from './judge-pattern.ts';

/** The events of a receive operation, sorted by name, with what its pattern says about the detail of each. */
export function receptionsOf(loaded: LoadedCatalog, operation: LoadedOperation): readonly Reception[] {
  const pattern = objectAt(objectAt(operation.body, 'x-eventbridge'), 'pattern');
  return loaded.messages
    .filter(({ name }) => operation.messages.includes(name))
    .map((message) => {
      const { narrowings } = judgePattern(loaded.schemas, [envelopeOf(message)], pattern);
      return { event: message.name, narrowings: withinDetail(narrowings) };
    })
    .toSorted((one, other) => (one.event < other.event ? -1 : 1));
}

function withinDetail(narrowings: readonly Narrowing[]): readonly Narrowing[] {
  return narrowings
    .filter(({ path }) => path[0] === 'detail' && path.length > 1)
    .map(({ path, values }) => ({ path: path.slice(1), values }));
}
