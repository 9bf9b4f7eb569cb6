import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { temporaryShop } from '../../fixture-project.ts';
import { projectAt } from '../../project.ts';
import { parse } from '../command.ts';
import { contracts } from './command.ts';

let root = '';
let printed: string[] = [];

const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};

/** A consumer that keeps what `kept` reads of each event. */
const consumer = (
  subscription: string,
  kept: string,
): string => `import { ${subscription} } from '../../../generated/subscriptions.ts';

export const contract = {
  subscription: ${subscription},
  async world() {
    const all = new Set();
    return { act: async ({ detail }) => all.add(${kept}), effects: async () => [...all].toSorted() };
  },
};
`;

/** A producer that publishes generated events of these names. */
const producer = (
  name: string,
  domain: string,
  events: Readonly<Record<string, string>>,
): string => `import fc from 'fast-check';
import * as events from '../../../generated/events.ts';
${Object.entries(events)
  .map(([event, file]) => `import { ${event}Arbitrary } from '../../../generated/arbitraries/${domain}/${file}.ts';`)
  .join('\n')}

const entry = ({ source, name }, detail) => ({ source, detailType: name, detail });
export const contract = {
  producer: '${name}',
  cases: fc.oneof(${Object.keys(events).map((event) => `${event}Arbitrary.map((detail) => entry(events.${event}, detail))`)}),
  publish: async (published) => [published],
};
`;

beforeEach(async () => {
  printed = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
  vi.spyOn(console, 'error').mockImplementation((line: string) => void printed.push(line));
  root = await temporaryShop();
  const orders = { orderPlaced: 'order-placed', orderCancelled: 'order-cancelled' };
  write('src/producers/order-stream/producer.contract.ts', producer('order-stream', 'order', orders));
  const payments = { paymentCaptured: 'payment-captured' };
  write('src/producers/payment-stream/producer.contract.ts', producer('payment-stream', 'payment', payments));
  const stock = { stockCounted: 'stock-counted' };
  write('src/producers/stock-stream/producer.contract.ts', producer('stock-stream', 'stock', stock));
  write('src/consumers/archiver/consumer.contract.ts', consumer('archiver', 'detail.metadata.id'));
  write('src/consumers/notifier/consumer.contract.ts', consumer('notifier', 'detail.metadata.correlationId'));
  write('src/producers/stock-poller/consumer.contract.ts', consumer('stockPoller', 'detail.data.orderId'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true });
});

const run = async (...argv: readonly string[]): Promise<{ readonly code: number; readonly out: string }> => {
  const { given, positionals } = parse(contracts, argv);
  printed = [];
  return { code: await contracts.run(given, positionals, projectAt(root, { name: 'shop' })), out: printed.join('\n') };
};

describe('carillon contracts', () => {
  it('finds reads that are not committed or stale, writes them, and then has nothing to find', async () => {
    expect(await run()).toMatchObject({ code: 1, out: expect.stringContaining('its reads are not committed') });
    const written = await run('--write', '--json');
    expect(written.code).toBe(0);
    expect(JSON.parse(written.out)).toMatchObject({
      ok: true,
      wrote: expect.arrayContaining(['src/consumers/notifier/reads.json', 'src/producers/stock-poller/reads.json']),
    });
    const file = join(root, 'src/producers/stock-poller/reads.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('/data/orderId', '/data/gone'));
    const { code, out } = await run();
    expect(code).toBe(1);
    expect(out).toContain('reads OrderPlaced/data/orderId, no longer reads OrderPlaced/data/gone');
    expect(out).toContain('fix: carillon contracts --write');
    await run('--write');
    const verified = await run();
    expect(verified.code).toBe(0);
    expect(verified.out).toMatch(/^order-stream +team-orders +200 events published +verified$/m);
    expect(verified.out).toMatch(/^notifier +team-platform +\d+ events +2 fields read +verified$/m);
  });

  it('reports code of the project that fails by its file and line, and verifies the others', async () => {
    const cases = `import fc from 'fast-check';

const digits = () => {
  throw new RangeError('more than 38 digits');
};
export const contract = { producer: 'payment-stream', cases: fc.nat().map(digits), publish: async () => [] };
`;
    write('src/producers/payment-stream/producer.contract.ts', cases);
    write('src/producers/stock-poller/consumer.contract.ts', "\nthrow new Error('no database');\n");
    const rejects = consumer('notifier', '1').replace(
      'async world() {',
      "async world() { throw new Error('no world');",
    );
    write('src/consumers/notifier/consumer.contract.ts', rejects);
    write('src/producers/third/producer.contract.ts', 'export const contract = ;\n');
    write('src/consumers/archiver/reads.json', '{');
    const { code, out } = await run();
    expect(code).toBe(1);
    expect(out).toContain(
      'payment-stream (team-payments) cases: its cases cannot be generated: RangeError: more than 38 digits\n' +
        '  at src/producers/payment-stream/producer.contract.ts:4',
    );
    expect(out).toContain(
      'stock-poller (team-orders) contract: Error: no database\n  at src/producers/stock-poller/consumer.contract.ts:2',
    );
    expect(out).toContain('notifier (team-platform) examples OrderPlaced: examples 1 of');
    expect(out).toContain('Error: no world\n  at src/consumers/notifier/consumer.contract.ts:5');
    expect(out).toMatch(/^third contract: .*\n {2}at src\/producers\/third\/producer.contract.ts/m);
    expect(out).toContain('src/consumers/archiver/reads.json holds no reads');
    expect(out).toMatch(/^order-stream +team-orders +200 events published +verified$/m);
    expect(out).toMatch(/^archiver +team-platform +[1-9]\d* events/m);
  });

  it('misses contracts, finds faults of templates, and takes no argument', async () => {
    const folder = join(root, 'cdk.out');
    await expect(run('--templates', folder)).rejects.toThrow(/There is no .*cdk.out/);
    mkdirSync(folder);
    await expect(run('--templates', folder)).rejects.toThrow(/holds no/);
    const rule = { Type: 'AWS::Events::Rule', Properties: { EventPattern: { 'detail-type': ['OrderMoved'] } } };
    writeFileSync(join(folder, 'Bus.template.json'), JSON.stringify({ Resources: { Rule: rule } }));
    rmSync(join(root, 'src/consumers/archiver/consumer.contract.ts'));
    rmSync(join(root, 'src/producers/order-stream/producer.contract.ts'));
    const { code, out } = await run('--templates', folder);
    expect(code).toBe(1);
    expect(out).toContain('archiver/consumer.contract.ts is not there');
    expect(out).toContain('order-stream (team-orders) contract: no producer.contract.ts');
    expect(out).toContain('Bus.template.json error wire-rule-possible');
    expect(out).toContain('at /Resources/Rule/Properties/EventPattern/detail-type');
    await expect(run('all')).rejects.toThrow(/contracts takes no all/);
  });
});
