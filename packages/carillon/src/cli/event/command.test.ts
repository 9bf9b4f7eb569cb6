import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { examine, readSource } from '@carillon/catalog/check';
import { stepOf } from '@carillon/catalog/upcasters';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { filesOf, SHOP, temporaryShop } from '../../fixture-project.ts';
import { type Project, projectAt } from '../../project.ts';
import { consumer } from '../consumer/command.ts';
import { event } from './command.ts';
import { listOf } from './version-files.ts';

let root: string;
let project: Project;

beforeEach(async () => {
  root = await temporaryShop();
  project = projectAt(root, { name: 'depot' });
  vi.spyOn(console, 'log').mockReturnValue();
  vi.spyOn(console, 'error').mockReturnValue();
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true });
});

const eventsNow = (): readonly {
  readonly name: string;
  readonly owner: string;
  readonly source: string;
  readonly version: number;
}[] => examine(readSource(root)).value?.checked.events ?? [];

describe('carillon event new', () => {
  it.each([
    ['TestOfThisKindEnded', { domain: 'order' }, { owner: 'team-orders', source: 'shop.order' }],
    [
      'OtherTestOfThisKindEnded',
      { domain: 'domain-of-this-test', owner: 'team-tests' },
      { owner: 'team-tests', source: 'shop.domain-of-this-test' },
    ],
    ['ThirdTestOfThisKindEnded', { domain: 'order', producer: 'producer-of-this-test' }, { owner: 'team-orders' }],
  ])('adds %s, and the catalog holds', async (name, given: Readonly<Record<string, string>>, expected) => {
    const before = filesOf(root).get('asyncapi.yaml') ?? '';
    expect(await event.run({ ...given }, ['new', name], project)).toBe(0);
    expect(eventsNow()).toContainEqual(expect.objectContaining({ name, ...expected }));
    const after = new Set((filesOf(root).get('asyncapi.yaml') ?? '').split('\n'));
    expect(before.split('\n').filter((line) => !after.has(line))).toEqual([]);
    expect(filesOf(root).get('generated/events.ts')).toContain(name);
    expect([...filesOf(root).keys()].filter((path) => path.startsWith('.carillon/change'))).toEqual([]);
  });

  it('leaves what the producers of its domain say as it was', async () => {
    const said = (): unknown =>
      examine(readSource(root)).value?.checked.producers.map(({ name, events }) => [name, events]);
    const before = said();
    expect(await event.run({ domain: 'order' }, ['new', 'TestOfThisKindEnded'], project)).toBe(0);
    expect(said()).toEqual(before);
  });

  it('can be listened to at once', async () => {
    expect(await event.run({ domain: 'order' }, ['new', 'TestOfThisKindEnded'], project)).toBe(0);
    expect(await consumer.run({ to: 'TestOfThisKindEnded' }, ['new', 'consumer-of-this-test'], project)).toBe(0);
    expect(filesOf(root).get('src/consumers/consumer-of-this-test/reads.json')).toContain('TestOfThisKindEnded');
  });

  it.each(['order', 'payment'])('leaves to all what they send and receive, in %s', async (domain) => {
    const partiesOf = (): ReadonlyMap<string, unknown> =>
      new Map(
        (examine(readSource(root)).value?.checked.events ?? []).map(({ name, ...each }) => [
          name,
          [each.producers, each.consumers],
        ]),
      );
    const before = partiesOf();
    expect(await event.run({ domain }, ['new', 'TestOfThisKindEnded'], project)).toBe(0);
    expect(partiesOf()).toEqual(new Map([...before, ['TestOfThisKindEnded', [[], ['archiver']]]]));
  });

  it.each([
    ['orderPacked', { domain: 'order' }, /Pascal case/],
    ['OrderPlaced', { domain: 'order' }, /already/],
    ['TestOfThisKindEnded', {}, /--domain/],
    ['TestOfThisKindEnded', { domain: 'Order' }, /--domain/],
    ['TestOfThisKindEnded', { domain: 'domain-of-this-test' }, /--owner/],
    ['TestOfThisKindEnded', { domain: 'order', producer: 'PackStream' }, /kebab case/],
    ['TestOfThisKindEnded', { domain: 'order', producer: 'order-stream' }, /has a send operation/],
    ['TestOfThisKindEnded', { domain: 'order', producer: 'archiver' }, /is a consumer/],
  ])('refuses %s with %j and writes nothing', async (name, given: Readonly<Record<string, string>>, why) => {
    const before = filesOf(root);
    await expect(event.run({ ...given }, ['new', name], project)).rejects.toThrow(why);
    expect(filesOf(root)).toEqual(before);
  });

  it('writes nothing when the catalog with it would not hold', async () => {
    const before = filesOf(root);
    expect(await event.run({ domain: 'order' }, ['new', 'PackOrder'], project)).toBe(1);
    expect(filesOf(root)).toEqual(before);
  });
});

describe('the first event of a project', () => {
  const begin = (document?: string): void => {
    for (const part of ['asyncapi.yaml', 'catalog', 'generated', 'src']) rmSync(join(root, part), { recursive: true });
    if (document !== undefined) writeFileSync(join(root, 'asyncapi.yaml'), document);
  };
  const servers = 'servers: { bus: { host: h, protocol: eventbridge, x-eventbridge: { busName: depot } } }';
  const empty = `asyncapi: 3.1.0\ninfo: { title: depot, version: 1.0.0, description: A depot. }\n${servers}\n`;

  it.each([
    ['no document', undefined],
    ['an empty document', ''],
    ['no channels', empty],
    ['empty maps', `${empty}channels: {}\noperations: {}\ncomponents: { messages: {} }\n`],
    ['keys without a value', `${empty}channels:\noperations:\ncomponents:\n  messages:\n`],
  ])('is made in a catalog with %s, with the schemas of the envelope', async (_, document) => {
    begin(document);
    const given = { domain: 'parcel', owner: 'team-parcels', producer: 'parcel-stream' };
    expect(await event.run(given, ['new', 'ParcelPacked'], project)).toBe(0);
    expect(eventsNow()).toMatchObject([{ name: 'ParcelPacked', owner: 'team-parcels' }]);
    expect([...filesOf(root).keys()]).toEqual(
      expect.arrayContaining([
        'catalog/shared/event-metadata.json',
        'catalog/shared/instant.json',
        'generated/events.ts',
      ]),
    );
    expect(await consumer.run({ to: 'ParcelPacked' }, ['new', 'parcel-counter'], project)).toBe(0);
  });

  it('leaves its domain’s channel to its domain, when the next one has another', async () => {
    begin('');
    expect(await event.run({ domain: 'parcel', owner: 'o', producer: 'p' }, ['new', 'ParcelPacked'], project)).toBe(0);
    const producers = (): unknown => examine(readSource(root)).value?.checked.producers;
    const before = producers();
    expect(await event.run({ domain: 'truck', owner: 'o' }, ['new', 'TruckLoaded'], project)).toBe(0);
    const { channels } = examine(readSource(root)).loaded.document as {
      channels: Record<string, { messages: object }>;
    };
    expect(Object.entries(channels).map(([name, { messages }]) => [name, Object.keys(messages)])).toEqual([
      ['parcel', ['ParcelPacked']],
      ['truck', ['TruckLoaded']],
    ]);
    expect(producers()).toEqual(before);
  });

  it('keeps the envelope that a project has', async () => {
    begin('');
    const file = 'catalog/shared/event-metadata.json';
    cpSync(join(SHOP, 'catalog/shared'), join(root, 'catalog/shared'), { recursive: true });
    const own = readFileSync(join(SHOP, file), 'utf8').replace('What every event says about itself', 'Our own');
    writeFileSync(join(root, file), own);
    expect(await event.run({ domain: 'parcel', owner: 'o' }, ['new', 'ParcelPacked'], project)).toBe(0);
    expect(filesOf(root).get(file)).toBe(own);
  });
});

describe('carillon event version', () => {
  it('begins the next version, with an upcaster that holds until something differs', async () => {
    expect(await event.run({}, ['version', 'PaymentCaptured'], project)).toBe(0);
    const files = filesOf(root);
    expect(eventsNow()).toContainEqual(expect.objectContaining({ name: 'PaymentCaptured', version: 2 }));
    expect(JSON.parse(files.get('catalog/payment/payment-captured/v2.json') ?? '{}').examples[0].metadata.schema).toBe(
      'payment/payment-captured/v2',
    );
    expect(files.get('generated/events/payment/payment-captured.ts')).toContain('older: [paymentCapturedV1]');
    expect(files.get('src/upcasters/payment/payment-captured/v1-to-v2.ts')).toContain(
      'Upcast<PaymentCapturedV1, PaymentCapturedV2>',
    );
    expect(files.get('src/upcasters/upcasters.ts')).toContain("from: 'payment/payment-captured/v1'");
    const kept = files.get('src/upcasters/payment/payment-captured/v1-to-v2.ts');
    expect(await event.run({}, ['version', 'PaymentCaptured'], project)).toBe(0);
    const after = filesOf(root);
    expect(after.get('generated/events/payment/payment-captured.ts')).toContain(
      'older: [paymentCapturedV1, paymentCapturedV2]',
    );
    expect(after.get('src/upcasters/payment/payment-captured/v1-to-v2.ts')).toBe(kept);
    expect(after.get('generated/events/payment/payment-captured-v2.ts')).toContain(
      'export interface PaymentCapturedV2 {',
    );
  });

  it('changes one value of asyncapi.yaml and prints what it wrote', async () => {
    const before = filesOf(root).get('asyncapi.yaml') ?? '';
    expect(await event.run({ json: true }, ['version', 'OrderCancelled'], project)).toBe(0);
    const was = 'payload: { $ref: catalog/order/order-cancelled/v2.json }';
    expect(filesOf(root).get('asyncapi.yaml')).toBe(before.replace(was, was.replace('v2', 'v3')));
    const [line] = vi.mocked(console.log).mock.calls.at(-1) ?? [];
    expect(JSON.parse(String(line))).toEqual({
      ok: true,
      version: 3,
      wrote: [
        'asyncapi.yaml',
        'catalog/order/order-cancelled/v3.json',
        'src/upcasters/order/order-cancelled/v2-to-v3.ts',
        'src/upcasters/upcasters.ts',
      ],
    });
    expect([...filesOf(root).keys()].filter((path) => path.startsWith('.carillon/change'))).toEqual([]);
  });

  it('writes nothing when the catalog does not hold', async () => {
    rmSync(join(root, 'src/upcasters/order/order-cancelled/v1-to-v2.ts'));
    const before = filesOf(root);
    expect(await event.run({}, ['version', 'PaymentCaptured'], project)).toBe(1);
    expect(filesOf(root)).toEqual(before);
  });

  it('lists what is listed already in the same words', () => {
    const steps = [...readSource(SHOP).files.keys()].flatMap((file) => stepOf(file) ?? []);
    expect(listOf(steps)).toBe(readFileSync(join(SHOP, 'src/upcasters/upcasters.ts'), 'utf8'));
  });

  it('refuses what is no event, and writes nothing', async () => {
    const before = filesOf(root);
    await expect(event.run({}, ['version', 'OrderMoved'], project)).rejects.toThrow(
      /No event OrderMoved\. Events: OrderC/,
    );
    await expect(event.run({}, ['version'], project)).rejects.toThrow(/new or version/);
    expect(filesOf(root)).toEqual(before);
  });
});

describe('carillon consumer remove', () => {
  it('leaves everything as it was before consumer new, to the byte', async () => {
    const before = filesOf(root);
    expect(await consumer.run({ to: 'OrderPlaced,PaymentCaptured' }, ['new', 'consumer-of-this-test'], project)).toBe(
      0,
    );
    expect(filesOf(root)).not.toEqual(before);
    expect(await consumer.run({}, ['remove', 'consumer-of-this-test'], project)).toBe(0);
    expect(filesOf(root)).toEqual(before);
  });

  it('keeps what somebody has worked on, unless it is forced', async () => {
    mkdirSync(join(root, 'src/consumers/notifier'), { recursive: true });
    writeFileSync(join(root, 'src/consumers/notifier/handler.ts'), 'export const handler = () => undefined;\n');
    const before = filesOf(root);
    await expect(consumer.run({}, ['remove', 'notifier'], project)).rejects.toThrow(/handler\.ts.*--force/);
    expect(filesOf(root)).toEqual(before);
    expect(await consumer.run({ force: true }, ['remove', 'notifier'], project)).toBe(0);
    expect([...filesOf(root).keys()].filter((path) => path.startsWith('src/consumers/'))).toEqual([]);
  });

  it.each([
    ['nobody', /No consumer nobody/],
    ['stock-poller', /no folder/],
  ])('refuses %s and writes nothing', async (name, why) => {
    const before = filesOf(root);
    await expect(consumer.run({}, ['remove', name], project)).rejects.toThrow(why);
    expect(filesOf(root)).toEqual(before);
  });
});
