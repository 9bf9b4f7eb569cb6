import { fileURLToPath } from 'node:url';
import type { EventBridgeEnvelope, Subscription } from '@carillon/runtime/descriptor';
import { describe, expect, it } from 'vitest';
import { type SiteMeasured, siteMeasured } from '../../../../../generated/events/site/site-measured.ts';
import { examine } from '../../compiler/examine.ts';
import { readSource } from '../../compiler/load/read-source.ts';
import type { CheckedCatalog } from '../../compiler/stages.ts';
import type { ConsumerContract } from './contract.ts';
import type { Check } from './finding.ts';
import { hold } from './hold.ts';
import { occasionsFor, sampled } from './occasions.ts';
import { recordedReads } from './record-reads.ts';

type Event = EventBridgeEnvelope<'SiteMeasured', SiteMeasured>;

const root = fileURLToPath(new URL('../../../../..', import.meta.url));
const { checked } = examine(readSource(root)).value as { readonly checked: CheckedCatalog };

const subscription: Subscription<Event> = {
  consumer: 'planted',
  owner: 'team-tests',
  pattern: { source: ['carillon.site'], 'detail-type': ['SiteMeasured'] },
  delivery: { kind: 'firehose' },
  events: [siteMeasured],
};

/** A consumer that keeps what `act` makes of its events. */
const keeping = (
  keep: (kept: unknown[], event: Event) => void,
  more: Partial<ConsumerContract<Event>> = {},
): ConsumerContract<Event> => ({
  subscription,
  async world() {
    const kept: unknown[] = [];
    return { act: async (event) => keep(kept, event), effects: async () => kept };
  },
  ...more,
});

const byId = (kept: unknown[], id: string, value: unknown): void => {
  if (!kept.some((each) => (each as readonly unknown[])[0] === id)) kept.push([id, value]);
  kept.sort();
};

const sound = keeping((kept, { detail }) => byId(kept, detail.metadata.id, detail.data.valueOne));

const found = async (contract: ConsumerContract<Event>): Promise<ReadonlySet<Check>> =>
  new Set((await hold(contract, checked)).troubles.map(({ check }) => check));

describe('a consumer', () => {
  it('that keeps its promises has no findings', async () => {
    const { troubles, tried } = await hold(sound, checked);
    expect(troubles).toEqual([]);
    expect(tried).toBeGreaterThan(25);
  });

  it.each<[string, ConsumerContract<Event>, Check]>([
    [
      'refuses what the catalog allows',
      keeping((_, { detail }) => {
        if (detail.data.valueTwo < 0) throw new RangeError('negative');
      }),
      'generated',
    ],
    [
      'refuses a value that it does not know',
      keeping((_, { detail }) => {
        if (detail.data.name === 'ADDED_LATER') throw new Error('unknown');
      }),
      'unknown-values',
    ],
    [
      'takes over fields that it does not know',
      keeping((kept, { detail }) => byId(kept, detail.metadata.id, { ...detail.data })),
      'unknown-fields',
    ],
    ['counts an event twice', keeping((kept) => void kept.push(1)), 'redelivery'],
    [
      'keeps the last that it hears',
      keeping((kept, { detail }) => void kept.splice(0, 1, detail.metadata.id)),
      'reordering',
    ],
  ])('that %s is found', async (_, contract, check) => expect(await found(contract)).toContain(check));

  it('may depend on the order when it says why, and may still not fail', async () => {
    const last = keeping((kept, { detail }) => void kept.splice(0, 1, detail.metadata.id), { ordered: 'Because.' });
    expect(await found(last)).toEqual(new Set());
  });

  it('receives only what its pattern lets through', () => {
    const pattern = { ...subscription.pattern, detail: { data: { siteId: ['1'] } } };
    const narrow = { ...checked, consumers: [] };
    const wide = { ...subscription, pattern } as Subscription<unknown>;
    const receives = [{ event: 'SiteMeasured', narrowings: [{ path: ['data', 'siteId'], values: ['1'] }] }] as const;
    const consumer = { ...checked.consumers[0], name: 'planted', receives } as (typeof checked.consumers)[number];
    const [occasions] = occasionsFor(wide, { ...narrow, consumers: [consumer] });
    const events = occasions === undefined ? [] : sampled(occasions, 40);
    expect(events).toHaveLength(40);
    expect(new Set(events.map(({ detail }) => (detail as SiteMeasured).data.siteId))).toEqual(new Set(['1']));
  });
});

describe('recorded reads', () => {
  it('are what was looked at, what the pattern asks for, and nothing else', async () => {
    const receives = [
      { event: 'SiteMeasured', narrowings: [{ path: ['data', 'siteId'], values: 'present' }] },
    ] as const;
    const consumer = { ...checked.consumers[0], name: 'planted', owner: 'team-tests', receives };
    const reads = await recordedReads(
      consumer as (typeof checked.consumers)[number],
      sound as ConsumerContract<unknown>,
      checked,
    );
    expect(reads).toEqual({
      consumer: 'planted',
      owner: 'team-tests',
      events: { SiteMeasured: ['/data/siteId', '/data/valueOne', '/metadata/id'] },
    });
  });
});
