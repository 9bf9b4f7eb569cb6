import { activityFeed } from './activity.ts';
import { alarmsOn } from './alarms.ts';
import { seededChance } from './chance.ts';
import { type ManualClock, manualClock } from './clock.ts';
import { seededIdentity } from './identity.ts';
import { openJournal } from './journal.ts';
import type { Executables, Kernel, ServiceFactory } from './kernel.ts';
import { type Authorize, operationTable } from './operations.ts';
import type { Declared, Service } from './service.ts';
import { sourceTable } from './sources.ts';
import { targetTable } from './targets.ts';

/** What a test kernel is made with. */
export interface TestKernelOptions {
  /** A journal file, to stop a cloud and start it again on what it kept. */
  readonly file?: string;
  readonly start?: number;
  readonly seed?: number;
  readonly authorize?: Authorize;
  readonly executables?: Executables;
}

/** A kernel in memory with a clock that tests move. */
export interface TestKernel extends Kernel {
  readonly clock: ManualClock;
  /** What `report` was told. */
  readonly reported: unknown[];
  /** Makes the service, registers its operations and hands it back. Call `start` yourself. */
  add(factory: ServiceFactory): Service;
}

/** A whole kernel in memory on a clock that moves when told to, the same for the same seed: for services' tests. */
export const testKernel = (options: TestKernelOptions = {}): TestKernel => {
  const clock = manualClock(options.start ?? Date.parse('2026-11-23T20:00:00Z'));
  const chance = seededChance(options.seed ?? 1);
  const reported: unknown[] = [];
  const report = (error: unknown): void => void reported.push(error);
  const journal = openJournal({ report, ...(options.file === undefined ? {} : { file: options.file }) });
  const operations = operationTable(options.authorize ?? (() => undefined), journal);
  const kernel: TestKernel = {
    region: 'us-east-1',
    account: '000000000000',
    endpoint: 'http://127.0.0.1:1',
    clock,
    chance,
    identity: seededIdentity(chance),
    journal,
    alarms: alarmsOn(journal, clock, report),
    targets: targetTable(),
    sources: sourceTable(),
    operations,
    activity: activityFeed(clock.now, report),
    assets: { locate: () => undefined },
    ...(options.executables === undefined ? {} : { executables: options.executables }),
    reported,
    report,
    add(factory) {
      const service = factory(kernel);
      operations.register(service.name, service.operations);
      return service;
    },
  };
  kernel.alarms.start();
  return kernel;
};

/** A resource as a template would declare it. */
export const declared = (logicalId: string, properties: Declared['properties']): Declared => ({
  stack: 'Test',
  logicalId,
  properties,
  physicalName: (maxLength = 255) => `Test-${logicalId}`.slice(0, maxLength),
});
