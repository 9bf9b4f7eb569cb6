import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { examine, readSource } from '@carillon/catalog/check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { filesOf, temporaryShop } from '../../fixture-project.ts';
import { projectAt } from '../../project.ts';
import { workflow } from './command.ts';

let root: string;

beforeEach(async () => {
  root = await temporaryShop();
  vi.spyOn(console, 'log').mockReturnValue();
  vi.spyOn(console, 'error').mockReturnValue();
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true });
});

const run = (given: Readonly<Record<string, string | boolean>>, name = 'order-fulfilment'): Promise<number> =>
  workflow.run(given, ['new', name], projectAt(root, { name: 'shop' }));
const WAITING = { 'starts-on': 'OrderPlaced', 'resumes-on': 'PaymentCaptured' };

describe('carillon workflow new', () => {
  it('declares the events, what publishes them, what starts a run and what resumes it', async () => {
    const before = filesOf(root).get('asyncapi.yaml') ?? '';
    expect(await run(WAITING)).toBe(0);
    const checked = examine(readSource(root)).value?.checked;
    const names = ['OrderFulfilmentCompleted', 'OrderFulfilmentFailed', 'OrderFulfilmentStarted'];
    expect(checked?.producers).toContainEqual(
      expect.objectContaining({ name: 'order-fulfilment', owner: 'team-orders', events: names }),
    );
    expect(checked?.consumers).toContainEqual(
      expect.objectContaining({
        name: 'order-fulfilment',
        delivery: { kind: 'workflow', workflow: 'order-fulfilment' },
        receives: [expect.objectContaining({ event: 'OrderPlaced' })],
      }),
    );
    expect(checked?.consumers).toContainEqual(
      expect.objectContaining({
        name: 'order-fulfilment-resumer',
        receives: [expect.objectContaining({ event: 'PaymentCaptured' })],
      }),
    );
    // What consumes every event consumes these, and all else is as it was.
    const bus = (name: string) => checked?.events.find((each) => each.name === name)?.consumers;
    expect(names.map(bus)).toEqual([['archiver'], ['archiver'], ['archiver']]);
    const after = new Set((filesOf(root).get('asyncapi.yaml') ?? '').split('\n'));
    expect(before.split('\n').filter((line) => !after.has(line))).toEqual([]);
  });

  it('writes the workflow, its resumer and the outbox of the ledger, under their own names', async () => {
    expect(await run(WAITING)).toBe(0);
    const files = filesOf(root);
    const written = [...files].filter(([file]) => /^src\/(workflows|consumers|producers)\//.test(file));
    for (const file of [
      'src/workflows/order-fulfilment/workflow.ts',
      'src/workflows/order-fulfilment/state-machine.asl.json',
      'src/consumers/order-fulfilment-resumer/handler.ts',
      'src/producers/run-ledger/handler.ts',
    ])
      expect(written.map(([name]) => name)).toContain(file);
    for (const [file, text] of written)
      expect([file, text]).toEqual([file, expect.not.stringMatching(/template|sample/i)]);
    expect(files.get('src/workflows/workflows.ts')).toContain('= [orderFulfilment];');
    const machine = JSON.parse(files.get('src/workflows/order-fulfilment/state-machine.asl.json') ?? '');
    expect(machine.States.AwaitResume).toMatchObject({
      Resource: 'arn:aws:states:::aws-sdk:dynamodb:putItem.waitForTaskToken',
      HeartbeatSeconds: expect.any(Number),
      TimeoutSeconds: expect.any(Number),
    });
    expect(machine.States.AwaitResume.HeartbeatSeconds).toBeLessThan(machine.States.AwaitResume.TimeoutSeconds);
    expect(machine.States.AwaitResume.TimeoutSeconds).toBeLessThan(machine.TimeoutSeconds);
  });

  it('takes the run’s key from a field of both events', async () => {
    expect(await run({ ...WAITING, by: 'orderId' })).toBe(0);
    const files = filesOf(root);
    expect(files.get('src/workflows/order-fulfilment/workflow.ts')).toContain('detail.data.orderId;');
    expect(files.get('src/consumers/order-fulfilment-resumer/reads.json')).toContain('/data/orderId');
  });

  it('writes no wait where nothing resumes a run', async () => {
    expect(await run({ 'starts-on': 'OrderPlaced' })).toBe(0);
    const files = filesOf(root);
    const machine = JSON.parse(files.get('src/workflows/order-fulfilment/state-machine.asl.json') ?? '');
    expect(machine.States.AwaitResume).toBeUndefined();
    expect(machine.States.Begun.Default).toBe('Complete');
    expect([...files.keys()].filter((file) => file.includes('resumer'))).toEqual([]);
  });

  it('lists a second workflow beside the first, and leaves the outbox as it is', async () => {
    expect(await run(WAITING)).toBe(0);
    const outbox = join(root, 'src/producers/run-ledger/handler.ts');
    writeFileSync(outbox, '// ours\n');
    expect(await run({ 'starts-on': 'OrderCancelled' }, 'give-refund')).toBe(0);
    const files = filesOf(root);
    expect(files.get('src/producers/run-ledger/handler.ts')).toBe('// ours\n');
    expect(files.get('src/workflows/workflows.ts')).toContain('= [giveRefund, orderFulfilment];');
    expect(examine(readSource(root)).value).toBeDefined();
  });

  it.each([
    ['order-fulfilment', {}, /--starts-on <Event>/],
    ['order-fulfilment', { 'starts-on': 'OrderMoved' }, /No event OrderMoved\. Events: Order/],
    ['order-fulfilment', { ...WAITING, 'resumes-on': 'OrderMoved' }, /No event OrderMoved/],
    ['order-fulfilment', { ...WAITING, 'resumes-on': 'OrderPlaced' }, /cannot both/],
    ['order-fulfilment', { ...WAITING, by: 'cents' }, /OrderPlaced does not require cents/],
    ['OrderFulfilment', WAITING, /kebab case/],
    ['notifier', WAITING, /notifier exists already/],
    ['taken', WAITING, /src\/workflows\/taken exists already/],
  ])('refuses %s with %j and writes nothing', async (name, given: Readonly<Record<string, string>>, why) => {
    mkdirSync(join(root, 'src/workflows/taken'), { recursive: true });
    const before = filesOf(root);
    await expect(run(given, name)).rejects.toThrow(why);
    expect(filesOf(root)).toEqual(before);
  });

  it('writes nothing where its imports would lead nowhere', async () => {
    rmSync(join(root, 'node_modules'));
    const before = filesOf(root);
    expect(await run({ ...WAITING, json: true })).toBe(1);
    expect(filesOf(root)).toEqual(before);
    expect(JSON.parse(String(vi.mocked(console.log).mock.lastCall?.[0]))).toMatchObject({ code: 'IMPORT_MISSING' });
  });
});
