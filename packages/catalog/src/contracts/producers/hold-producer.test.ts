import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { siteMeasuredArbitrary } from '../../../../../generated/arbitraries/site/site-measured.ts';
import { type SiteMeasured, siteMeasured } from '../../../../../generated/events/site/site-measured.ts';
import { examine } from '../../compiler/examine.ts';
import { readSource } from '../../compiler/load/read-source.ts';
import type { CheckedCatalog, Producer } from '../../compiler/stages.ts';
import type { ProducerContract, Said } from './contract.ts';
import { holdProducer } from './hold-producer.ts';
import type { ProducerCheck } from './producer-finding.ts';

const root = fileURLToPath(new URL('../../../../..', import.meta.url));
const { checked } = examine(readSource(root)).value as { readonly checked: CheckedCatalog };
const producer: Producer = {
  name: 'planted',
  owner: 'team-tests',
  description: 'Says what it is told to.',
  events: [siteMeasured.name],
};
const fair = (detail: SiteMeasured): Said => ({ source: siteMeasured.source, detailType: siteMeasured.name, detail });

const saying = (say: (detail: SiteMeasured) => readonly Said[]): ProducerContract<SiteMeasured> => ({
  producer: 'planted',
  occasions: siteMeasuredArbitrary.map(({ metadata: { claim: _, ...metadata }, data }) => ({ metadata, data })),
  says: async (detail) => say(detail),
});

const found = async (contract: ProducerContract<SiteMeasured>, events = producer.events) => {
  const { complaints } = await holdProducer(contract as ProducerContract<unknown>, checked, { ...producer, events });
  return [...new Set(complaints.map(({ check }) => check))];
};

describe('a producer', () => {
  it('that says what the catalog has it say has no findings', async () => {
    expect(await found(saying((detail) => [fair(detail)]))).toEqual([]);
  });

  let clock = 0;
  it.each<[string, (detail: SiteMeasured) => readonly Said[], ProducerCheck]>([
    ['says an event of another', (detail) => [fair(detail), { ...fair(detail), detailType: 'BedMoved' }], 'declared'],
    ['says it from another source', (detail) => [{ ...fair(detail), source: 'carillon.sites' }], 'declared'],
    [
      'writes a number as text',
      ({ metadata, data }) => [
        { ...fair({ metadata, data }), detail: { metadata, data: { ...data, valueOne: '21.5' } } },
      ],
      'valid',
    ],
    [
      'tells more than the catalog knows',
      ({ metadata, data }) => [{ ...fair({ metadata, data }), detail: { metadata, data: { ...data, operator: 'x' } } }],
      'fields',
    ],
    [
      'takes the time from its own clock',
      ({ metadata, data }) => {
        clock += 1_000;
        return [fair({ metadata: { ...metadata, occurredAt: new Date(clock).toISOString() }, data })];
      },
      'repetition',
    ],
    [
      'fails',
      () => {
        throw new RangeError('full');
      },
      'valid',
    ],
  ])('that %s is found', async (_, say, check) => expect(await found(saying(say))).toContain(check));

  it('that never says an event of its own is found', async () => {
    expect(
      await found(
        saying((detail) => [fair(detail)]),
        [siteMeasured.name, 'PatientChanged'],
      ),
    ).toEqual(['seen']);
    expect(await found({ ...saying(() => []), occasions: fc.constant({} as SiteMeasured) })).toEqual(['seen']);
  });
});
