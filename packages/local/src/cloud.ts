import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Gateway, openGateway } from './gateway.ts';
import { type Activities, activityFeed } from './kernel/activity.ts';
import { alarmsOn } from './kernel/alarms.ts';
import { type Chance, platformChance, seededChance } from './kernel/chance.ts';
import { type Clock, scaledClock } from './kernel/clock.ts';
import { type Identity, platformIdentity, seededIdentity } from './kernel/identity.ts';
import { openJournal } from './kernel/journal.ts';
import type { Executables, Kernel } from './kernel/kernel.ts';
import { type Authorize, operationTable } from './kernel/operations.ts';
import type { HttpSurface, Service } from './kernel/service.ts';
import { sourceTable } from './kernel/sources.ts';
import { targetTable } from './kernel/targets.ts';
import { type Meter, meterOn } from './meter.ts';
import { callerOf, factories, iamAuthorizer } from './services.ts';
import { readAssembly } from './template/assembly.ts';
import { type Deployment, type DeployOptions, deploy } from './template/deploy.ts';
import { type Changes, update } from './template/update.ts';

export interface CloudOptions {
  /** `cdk synth`'s output folder. */
  readonly assembly: string;
  /** Loopback port; 0 takes a free one. */
  readonly port?: number;
  /** Where everything accepted is kept; without it the cloud lives in memory and ends with the process. */
  readonly data?: string;
  /** Cloud seconds a wall second; 1 is real time. */
  readonly speed?: number;
  /** Another clock than the wall's, for tests. */
  readonly clock?: Clock;
  /** Makes chance and identities repeatable. Only for tests: credentials become guessable. */
  readonly seed?: number;
  readonly region?: string;
  readonly account?: string;
  /** What is started for custom runtimes. */
  readonly executables?: Executables;
  /** HTTP beside AWS's, such as a page that watches: made once the resources stand. */
  readonly surfaces?: (standing: Standing) => readonly HttpSurface[];
  /** Requests are answered, but nothing becomes due until `letTimeBegin`: for filling a cloud before its schedules start. */
  readonly timeWaits?: boolean;
  /** What went wrong where no caller hears it. Never payloads. */
  readonly onReport?: (error: unknown, where: string) => void;
}

/** A cloud whose resources are made. */
export interface Standing {
  readonly endpoint: string;
  readonly kernel: Kernel;
  /** As it is now: an update makes another. */
  deployment(): Deployment;
  readonly meter: Meter;
}

export interface Cloud extends Standing {
  /** Schedules, delays and timeouts that are due ring from now on. */
  letTimeBegin(): void;
  /**
   * Takes up what another assembly changes, or this one's folder since it was read: new consumers, code, policies. All
   * of it or nothing.
   * @throws RestartNeededError, TemplateRefusedError, AssemblyError: then everything goes on as it was
   */
  update(assembly: string): Changes;
  /** Stops taking requests and lets go of the journal; what is unfinished is taken up by the next start on its data. */
  stop(): Promise<void>;
}

const chanceAndIdentity = (seed: number | undefined): { readonly chance: Chance; readonly identity: Identity } => {
  if (seed === undefined) return { chance: platformChance(), identity: platformIdentity() };
  const chance = seededChance(seed);
  return { chance, identity: seededIdentity(chance) };
};

/** A denied call is noted: a permission that the template forgot is a common reason for a quiet failure. */
const telling =
  (authorize: Authorize, activity: Activities): Authorize =>
  (caller, needed) => {
    try {
      authorize(caller, needed);
    } catch (error) {
      const asked = needed.map(({ action, resource }) => `${action} on ${resource}`).join(', ');
      activity.note({ service: 'iam', action: 'CallDenied', resource: caller, facts: { asked } });
      throw error;
    }
  };

const makeKernel = (options: CloudOptions, gateway: Gateway, assets: Kernel['assets']): Kernel => {
  // It holds what the cloud holds, resources of persons among it: nobody else on the machine reads it.
  if (options.data !== undefined) mkdirSync(options.data, { recursive: true, mode: 0o700 });
  const report = options.onReport ?? ((): undefined => undefined);
  const journal = openJournal({
    report,
    ...(options.data === undefined ? {} : { file: join(options.data, 'cloud.sqlite') }),
  });
  // A cloud that ran fast has shown times that the wall has not reached: it goes on from there.
  const clock = options.clock ?? scaledClock({ speed: options.speed ?? 1, notBefore: journal.lastInstant(), report });
  journal.stampWith(clock.now);
  const activity = activityFeed(clock.now, report);
  return {
    ...chanceAndIdentity(options.seed),
    region: options.region ?? 'us-east-1',
    account: options.account ?? '000000000000',
    endpoint: gateway.endpoint,
    clock,
    journal,
    alarms: alarmsOn(journal, clock, report),
    targets: targetTable(),
    sources: sourceTable(),
    operations: operationTable(telling(iamAuthorizer(journal), activity), journal),
    activity,
    assets,
    ...(options.executables === undefined ? {} : { executables: options.executables }),
    report,
  };
};

const typesOf = (services: readonly Service[]): Map<string, Service['resources'][string]> =>
  new Map(services.flatMap((service) => Object.entries(service.resources)));

/**
 * Reads the cloud assembly, makes its resources and runs them until `stop`.
 * @throws AssemblyError, JournalError, TemplateRefusedError, or the listen error of a port that is taken.
 */
export const startCloud = async (options: CloudOptions): Promise<Cloud> => {
  const [region, account] = [options.region ?? 'us-east-1', options.account ?? '000000000000'];
  const pseudo = {
    'AWS::Region': region,
    'AWS::AccountId': account,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/local`,
  };
  let assembly = readAssembly(options.assembly, pseudo);
  let previous = assembly;
  const gateway = await openGateway(options.port ?? 0);
  let kernel: Kernel | undefined;
  const services: Service[] = [];
  const stop = async (): Promise<void> => {
    kernel?.alarms.stop();
    await Promise.all(services.map((service) => service.stop?.()));
    await gateway.close();
    kernel?.journal.close();
  };
  try {
    kernel = makeKernel(options, gateway, {
      // Until an update is through, what it takes away may have to come back.
      locate: (bucket, key) => assembly.assets.locate(bucket, key) ?? previous.assets.locate(bucket, key),
    });
    const meter = meterOn(kernel.journal, kernel.activity);
    for (const factory of factories) {
      const service = factory(kernel);
      kernel.operations.register(service.name, service.operations);
      services.push(service);
    }
    const { journal, operations, identity, report, alarms } = kernel;
    const deploying: DeployOptions = { journal, types: typesOf(services), pseudo };
    let deployment = deploy(assembly.stacks, deploying);
    const standing: Standing = { endpoint: gateway.endpoint, kernel, deployment: () => deployment, meter };
    const surfaces = [...services.flatMap((service) => service.http ?? []), ...(options.surfaces?.(standing) ?? [])];
    gateway.open({ operations, journal, identity, surfaces, report, callerOf: callerOf(kernel) });
    for (const service of services) service.start?.();
    const [failed, ...more] = alarms.failed();
    if (failed !== undefined)
      report(
        new Error(failed.error),
        `${more.length + 1} timers failed before and stay set aside, ${failed.owner} ${failed.key}`,
      );
    if (options.timeWaits !== true) alarms.start();
    const updateTo = (folder: string): Changes => {
      previous = assembly;
      try {
        assembly = readAssembly(folder, pseudo);
        const updated = update(previous.stacks, assembly.stacks, deployment, deploying);
        deployment = updated.deployment;
        return updated.changes;
      } catch (error) {
        assembly = previous;
        throw error;
      }
    };
    return { ...standing, stop, letTimeBegin: () => alarms.start(), update: updateTo };
  } catch (error) {
    await stop();
    throw error;
  }
};
