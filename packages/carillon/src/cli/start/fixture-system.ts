import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Activities, activityFeed } from '@carillon/local/kernel/activity';
import { projectAt } from '../../project.ts';
import { type RunningSystem, systemOf } from './running-system.ts';

/** A resource of the fixture's template, by logical id and type. */
interface Resource {
  readonly logicalId: string;
  readonly type: string;
  readonly ref: string;
  readonly arn?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** A system that nobody runs: a project of orders in a temporary folder, whose activities a test notes. */
export interface FixtureSystem {
  readonly system: RunningSystem;
  readonly activity: Activities;
  /** How often each action of each service has happened: what the meter has counted. */
  readonly metered: {
    readonly service: string;
    readonly action: string;
    readonly kind: string;
    readonly count: number;
  }[];
  /** Cloud time. */
  now: number;
  remove(): void;
}

const CATALOG = {
  events: [
    { name: 'OrderPlaced', producers: ['order-stream'] },
    { name: 'OrderPaid', producers: ['order-stream'] },
  ],
  consumers: [
    { name: 'order', delivery: { kind: 'queue' } },
    { name: 'order-mail', delivery: { kind: 'queue' } },
    { name: 'order-fulfilment', delivery: { kind: 'workflow' } },
  ],
};

export const fixtureSystem = (resources: readonly Resource[]): FixtureSystem => {
  const root = mkdtempSync(join(tmpdir(), 'carillon-system-'));
  mkdirSync(join(root, 'generated'));
  writeFileSync(join(root, 'generated/catalog.json'), JSON.stringify(CATALOG));
  mkdirSync(join(root, 'src/workflows/order-fulfilment'), { recursive: true });
  writeFileSync(join(root, 'src/workflows/order-fulfilment/state-machine.asl.json'), '{}');
  const metered: FixtureSystem['metered'] = [];
  const fixture = { now: Date.parse('2026-11-23T20:00:00Z') };
  const activity = activityFeed(
    () => fixture.now,
    (error) => {
      throw error;
    },
  );
  const deployment = {
    outputs: new Map([['Data.OrderTableName', 'orders-1']]),
    resources: resources.map(({ arn, properties = {}, ...resource }) => ({
      ...resource,
      stack: 'Orders',
      properties,
      attributes: arn === undefined ? {} : { Arn: arn },
    })),
  };
  const standing = {
    endpoint: 'http://127.0.0.1:1',
    kernel: { region: 'us-east-1', activity, clock: { now: () => fixture.now } },
    meter: { read: () => metered },
    deployment: () => deployment,
  };
  const system = systemOf(projectAt(root, { name: 'orders' }), [], standing as unknown as RunningSystem['standing']);
  return Object.assign(fixture, { system, activity, metered, remove: () => rmSync(root, { recursive: true }) });
};
