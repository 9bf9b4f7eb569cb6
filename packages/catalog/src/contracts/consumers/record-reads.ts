import { pointerTo } from '../../compiler/pointer.ts';
import type { CheckedCatalog, Consumer } from '../../compiler/stages.ts';
import { deepest, type Reads } from '../reads/reads.ts';
import { recording } from '../reads/recording.ts';
import type { ConsumerContract } from './contract.ts';
import { type Occasions, occasionsFor, sampled } from './occasions.ts';

const GENERATED = 60;
const DETAIL = '/detail';

/** What the rule looks at before the consumer does: a field that the pattern asks for is read, whoever reads it. */
export const patternReads = ({ receives }: Consumer, event: string): readonly string[] =>
  (receives.find((each) => each.event === event)?.narrowings ?? []).map(({ path }) => pointerTo('', ...path));

const seenBy = async (contract: ConsumerContract<unknown>, occasions: Occasions): Promise<ReadonlySet<string>> => {
  const seen = new Set<string>();
  for (const event of [...occasions.examples, ...sampled(occasions, GENERATED)]) {
    const world = await contract.world([event]);
    await world.act(
      recording(event, (pointer) => {
        if (pointer.startsWith(`${DETAIL}/`)) seen.add(pointer.slice(DETAIL.length));
      }),
    );
  }
  return seen;
};

/** The reads of a consumer as its contract shows them, on all examples and on generated events. @throws what `act` throws */
export const recordedReads = async (
  consumer: Consumer,
  contract: ConsumerContract<unknown>,
  catalog: CheckedCatalog,
): Promise<Reads> => {
  const events: Record<string, readonly string[]> = {};
  for (const occasions of occasionsFor(contract.subscription, catalog)) {
    const { name } = occasions.descriptor;
    events[name] = deepest([...patternReads(consumer, name), ...(await seenBy(contract, occasions))]);
  }
  return { consumer: consumer.name, owner: consumer.owner, events };
};
