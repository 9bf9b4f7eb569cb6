import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Producer } from '../../compiler/stages.ts';
import type { ProducerContract, Published } from '../contract.ts';
import type { ProducerCheck } from '../finding.ts';
import { compilePattern, type RoomMeasured, roomMeasured, roomMeasures, rooms } from '../fixtures/rooms.ts';
import { projectFolders } from '../project.ts';
import { verifyProducer } from './verify-producer.ts';

const project = { folders: projectFolders(import.meta.dirname), catalog: rooms, compilePattern };
const producer: Producer = {
  name: 'planted',
  owner: 'team-tests',
  description: 'Publishes what a test wants.',
  events: [roomMeasured.name],
};
const fair = (detail: RoomMeasured): Published => ({
  source: roomMeasured.source,
  detailType: roomMeasured.name,
  detail,
});

const publishing = (publish: (detail: RoomMeasured) => readonly Published[]): ProducerContract<RoomMeasured> => ({
  producer: 'planted',
  cases: roomMeasures,
  publish: async (detail) => publish(detail),
});

const found = async (contract: ProducerContract<RoomMeasured>, events = producer.events) => {
  const { violations } = await verifyProducer(contract as ProducerContract<unknown>, project, { ...producer, events });
  return [...new Set(violations.map(({ check }) => check))];
};

describe('a producer', () => {
  it('that publishes what the catalog declares has no findings', async () => {
    expect(await found(publishing((detail) => [fair(detail)]))).toEqual([]);
  });

  let clock = 0;
  it.each<[string, (detail: RoomMeasured) => readonly Published[], ProducerCheck]>([
    [
      'publishes an event of another',
      (detail) => [fair(detail), { ...fair(detail), detailType: 'BedMoved' }],
      'declared',
    ],
    ['publishes it from another source', (detail) => [{ ...fair(detail), source: 'hotel.rooms' }], 'declared'],
    [
      'writes a number as text',
      ({ metadata, data }) => [{ ...fair({ metadata, data }), detail: { metadata, data: { ...data, low: '21.5' } } }],
      'valid',
    ],
    [
      'publishes more than the catalog knows',
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
  ])('that %s is found', async (_, publish, check) => expect(await found(publishing(publish))).toContain(check));

  it('that never publishes an event of its own is found', async () => {
    expect(
      await found(
        publishing((detail) => [fair(detail)]),
        [roomMeasured.name, 'StayBooked'],
      ),
    ).toEqual(['seen']);
    expect(await found({ ...publishing(() => []), cases: fc.constant({} as RoomMeasured) })).toEqual(['seen']);
  });
});
