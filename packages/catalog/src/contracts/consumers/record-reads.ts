import type { Consumer } from '../../compiler/stages.ts';
import type { ConsumerContract } from '../contract.ts';
import type { ContractsProject } from '../project.ts';
import { deepest, patternReads, type Reads } from '../reads/reads.ts';
import { recording } from '../reads/recording.ts';
import { casesFor, type EventCases, sampled } from './cases.ts';

const GENERATED = 60;
const DETAIL = '/detail';

const seenBy = async (contract: ConsumerContract<unknown>, cases: EventCases): Promise<ReadonlySet<string>> => {
  const seen = new Set<string>();
  for (const event of [...cases.examples, ...sampled(cases, GENERATED)]) {
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
  project: Pick<ContractsProject, 'catalog' | 'compilePattern'>,
): Promise<Reads> => {
  const events: Record<string, readonly string[]> = {};
  for (const cases of casesFor(contract.subscription, project)) {
    const { name } = cases.descriptor;
    events[name] = deepest([...patternReads(consumer, name), ...(await seenBy(contract, cases))]);
  }
  return { consumer: consumer.name, owner: consumer.owner, events };
};
