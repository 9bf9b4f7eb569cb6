import type { CheckedCatalog, Producer } from '../../compiler/stages.ts';
import { type FoundContract, findProducerContracts, PRODUCER_CONTRACT } from './find-producers.ts';
import { holdProducer } from './hold-producer.ts';
import type { ProducerFinding } from './producer-finding.ts';

/** What was found of one producer. */
export interface ProducerExamination {
  readonly producer: string;
  readonly owner: string;
  /** How many events it said while it was tried. */
  readonly said: number;
  readonly findings: readonly ProducerFinding[];
}

const missing = ({ name, owner }: Producer): ProducerExamination => {
  const message = `no ${PRODUCER_CONTRACT} below src/producers or src/workflows speaks for it`;
  const fix = 'Write it: packages/catalog/src/contracts/producers/contract.ts says what it holds.';
  return { producer: name, owner, said: 0, findings: [{ producer: name, owner, check: 'contract', message, fix }] };
};

const stray = ({ file, contract: { producer } }: FoundContract): ProducerExamination => {
  const message = `${file} speaks for ${producer}, which is no producer of the catalog`;
  const fix = 'Add its send operation to asyncapi.yaml, or remove the contract.';
  return { producer, owner: '', said: 0, findings: [{ producer, owner: '', check: 'contract', message, fix }] };
};

/** Holds every producer of a catalog to its contract, and every contract to a producer. */
export const examineProducers = async (
  root: string,
  catalog: CheckedCatalog,
): Promise<readonly ProducerExamination[]> => {
  const found = await findProducerContracts(root);
  const examinations: ProducerExamination[] = [];
  for (const producer of catalog.producers) {
    const { name, owner } = producer;
    const own = found.find(({ contract }) => contract.producer === name);
    if (own === undefined) {
      examinations.push(missing(producer));
      continue;
    }
    const { complaints, said } = await holdProducer(own.contract, catalog, producer);
    examinations.push({
      producer: name,
      owner,
      said,
      findings: complaints.map((each) => ({ producer: name, owner, ...each })),
    });
  }
  const strays = found.filter(({ contract }) => !catalog.producers.some(({ name }) => name === contract.producer));
  return [...examinations, ...strays.map(stray)];
};
