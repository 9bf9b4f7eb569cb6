import type { EventBridgeEnvelope, Subscription } from '@carillon/runtime/descriptor';
import { describe, expect, it } from 'vitest';
import type { ConsumerContract } from '../contract.ts';
import type { ConsumerCheck } from '../finding.ts';
import { compilePattern, type RoomMeasured, roomMeasured, rooms } from '../fixtures/rooms.ts';
import { type ContractsProject, projectFolders } from '../project.ts';
import { casesFor, sampled } from './cases.ts';
import { recordedReads } from './record-reads.ts';
import { verifyConsumer } from './verify-consumer.ts';

type Event = EventBridgeEnvelope<'RoomMeasured', RoomMeasured>;

const project: ContractsProject = { folders: projectFolders(import.meta.dirname), catalog: rooms, compilePattern };

const subscription: Subscription<Event> = {
  consumer: 'planted',
  owner: 'team-tests',
  pattern: { source: ['hotel.room'], 'detail-type': ['RoomMeasured'] },
  delivery: { kind: 'firehose' },
  events: [roomMeasured],
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

const sound = keeping((kept, { detail }) => byId(kept, detail.metadata.id, detail.data.low));

const found = async (contract: ConsumerContract<Event>): Promise<ReadonlySet<ConsumerCheck>> =>
  new Set((await verifyConsumer(contract as ConsumerContract<unknown>, project)).violations.map(({ check }) => check));

describe('a consumer', () => {
  it('that keeps its promises has no findings', async () => {
    const { violations, tried } = await verifyConsumer(sound as ConsumerContract<unknown>, project);
    expect(violations).toEqual([]);
    expect(tried).toBeGreaterThan(25);
  });

  it.each<[string, ConsumerContract<Event>, ConsumerCheck]>([
    [
      'refuses what the catalog allows',
      keeping((_, { detail }) => {
        if (detail.data.high < 0) throw new RangeError('negative');
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
      'keeps the last that it receives',
      keeping((kept, { detail }) => void kept.splice(0, 1, detail.metadata.id)),
      'reordering',
    ],
  ])('that %s is found', async (_, contract, check) => expect(await found(contract)).toContain(check));

  it('may depend on the order when it says why, and may still not fail', async () => {
    const last = keeping((kept, { detail }) => void kept.splice(0, 1, detail.metadata.id), { ordered: 'Because.' });
    expect(await found(last)).toEqual(new Set());
  });

  it('receives only what its pattern lets through', () => {
    const pattern = { ...subscription.pattern, detail: { data: { roomId: ['1'] } } };
    const wide = { ...subscription, pattern } as Subscription<unknown>;
    const receives = [{ event: 'RoomMeasured', narrowings: [{ path: ['data', 'roomId'], values: ['1'] }] }] as const;
    const consumer = { ...rooms.consumers[0], name: 'planted', receives } as (typeof rooms.consumers)[number];
    const [cases] = casesFor(wide, { ...project, catalog: { ...rooms, consumers: [consumer] } });
    const events = cases === undefined ? [] : sampled(cases, 40);
    expect(events).toHaveLength(40);
    expect(new Set(events.map(({ detail }) => (detail as RoomMeasured).data.roomId))).toEqual(new Set(['1']));
  });
});

describe('recorded reads', () => {
  it('are what was looked at, what the pattern asks for, and nothing else', async () => {
    const receives = [
      { event: 'RoomMeasured', narrowings: [{ path: ['data', 'roomId'], values: 'present' }] },
    ] as const;
    const consumer = { ...rooms.consumers[0], name: 'planted', owner: 'team-tests', receives };
    const reads = await recordedReads(
      consumer as (typeof rooms.consumers)[number],
      sound as ConsumerContract<unknown>,
      project,
    );
    expect(reads).toEqual({
      consumer: 'planted',
      owner: 'team-tests',
      events: { RoomMeasured: ['/data/low', '/data/roomId', '/metadata/id'] },
    });
  });
});
