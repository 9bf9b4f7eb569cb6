import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import { type Gateway, openGateway } from './gateway.ts';
import { type Activities, activityFeed } from './kernel/activity.ts';
import { alarmsOn, type FailedAlarm } from './kernel/alarms.ts';
import { type Chance, platformChance, seededChance } from './kernel/chance.ts';
import { type Clock, scaledClock } from './kernel/clock.ts';
import { type Identity, platformIdentity, seededIdentity } from './kernel/identity.ts';
import type { Report } from './kernel/isolate.ts';
import { openJournal } from './kernel/journal.ts';
import type { Executables, Kernel } from './kernel/kernel.ts';
import { type Authorize, operationTable } from './kernel/operations.ts';
import type { HttpSurface, Service } from './kernel/service.ts';
import { sourceTable } from './kernel/sources.ts';
import { targetTable } from './kernel/targets.ts';
import { type Meter, meterOn } from './meter.ts';
import { type Recovery, recoverOnFailure } from './recovery.ts';
import { authenticatorOf, factories, iamAuthorizer } from './services.ts';
import { readAssembly } from './template/assembly.ts';
import { type Deployment, type DeployOptions, deploy } from './template/deploy.ts';
import { type Changes, update } from './template/update.ts';

/** What a cloud is started with. */
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

/** A running cloud. */
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
  const report = options.onReport ?? ((): undefined => undefined);
  const journal = openJournal({
    report,
    verify: true,
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

const makeServices = (kernel: Kernel): readonly Service[] =>
  factories.map((factory) => {
    const service = factory(kernel);
    kernel.operations.register(service.name, service.operations);
    return service;
  });

/** Less than this, and the first thing that happens fills the disk again. */
const LEAST_ROOM_BYTES = 1024 * 1024;

const hasRoom = (folder: string | undefined): boolean => {
  if (folder === undefined) return true;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize >= LEAST_ROOM_BYTES;
};

const sayFailed = ([first, ...more]: readonly FailedAlarm[], report: Report): void => {
  if (first === undefined) return;
  const where = `${more.length + 1} timers failed before and stay set aside, ${first.owner} ${first.key}`;
  report(new Error(first.error), where);
};

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
  let recovery: Recovery | undefined;
  let services: readonly Service[] = [];
  const stopServices = async (): Promise<void> => {
    kernel?.alarms.stop();
    await Promise.all(services.map((service) => service.stop?.()));
  };
  const stop = async (): Promise<void> => {
    recovery?.stop();
    await stopServices();
    await gateway.close();
    kernel?.journal.close();
  };
  try {
    kernel = makeKernel(options, gateway, {
      // Until an update is through, what it takes away may have to come back.
      locate: (bucket, key) => assembly.assets.locate(bucket, key) ?? previous.assets.locate(bucket, key),
    });
    const { journal, operations, identity, report, alarms } = kernel;
    const common = { operations, journal, identity, report, authenticator: authenticatorOf(kernel) };
    const meter = meterOn(journal, kernel.activity);
    const deployTo = (made: readonly Service[]): DeployOptions => ({ journal, types: typesOf(made), pseudo });
    services = makeServices(kernel);
    let deployment = deploy(assembly.stacks, deployTo(services));
    const standing: Standing = { endpoint: gateway.endpoint, kernel, deployment: () => deployment, meter };
    const own = options.surfaces?.(standing) ?? [];
    const begin = (): void => {
      gateway.open({ ...common, surfaces: [...services.flatMap((service) => service.http ?? []), ...own] });
      for (const service of services) service.start?.();
    };
    let timePasses = options.timeWaits !== true;
    const letTimeBegin = (): void => {
      timePasses = true;
      alarms.start();
    };
    recovery = recoverOnFailure({
      journal,
      report,
      wall: scaledClock({ speed: 1, report }),
      hasRoom: () => hasRoom(options.data),
      async halt(error) {
        gateway.suspend(error.message);
        await stopServices();
      },
      raise() {
        services = makeServices(standing.kernel);
        deployment = deploy(assembly.stacks, deployTo(services));
        begin();
        if (timePasses) alarms.start();
      },
    });
    begin();
    sayFailed(alarms.failed(), report);
    if (timePasses) alarms.start();
    const updateTo = (folder: string): Changes => {
      previous = assembly;
      try {
        assembly = readAssembly(folder, pseudo);
        const updated = update(previous.stacks, assembly.stacks, deployment, deployTo(services));
        deployment = updated.deployment;
        return updated.changes;
      } catch (error) {
        assembly = previous;
        throw error;
      }
    };
    return { ...standing, stop, letTimeBegin, update: updateTo };
  } catch (error) {
    await stop();
    throw error;
  }
};
