import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scaledClock } from '../../kernel/clock.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Asset, Kernel } from '../../kernel/kernel.ts';
import type { Service } from '../../kernel/service.ts';
import type { InvokeResult } from '../../kernel/targets.ts';
import { declared, type TestKernel, type TestKernelOptions, testKernel } from '../../kernel/test-kernel.ts';
import { lambdaWithin } from './service.ts';

export const ROLE = 'arn:aws:iam::000000000000:role/worker';

/** A bucket of assets whose key is the command that makes them; in any other it is their folder. */
export const COMMANDS = 'commands';

/** A Lambda service on a test kernel, with functions written for the occasion. */
export interface TestFunctions {
  readonly kernel: TestKernel;
  readonly service: Service;
  /** Declares a function whose `index.mjs` is `source`; returns its ARN. */
  add(name: string, source: string, properties?: JsonObject): string;
  declare(type: string, logicalId: string, properties: JsonObject): string;
  invoke(arn: string, event: unknown): Promise<InvokeResult>;
  /** Lets real threads get on with it until `done`, turning the clock by `step` milliseconds a look. */
  until(done: () => boolean, step?: number): Promise<void>;
  stop(): Promise<void>;
}

const wall = scaledClock({ speed: 1 });

export const testFunctions = (options: TestKernelOptions = {}): TestFunctions => {
  const folders: string[] = [];
  const base = testKernel(options);
  const locate = (bucket: string, key: string): Asset =>
    bucket === COMMANDS ? { command: key.split(' ') } : { path: key };
  const kernel: Kernel = { ...base, assets: { locate } };
  const service = lambdaWithin({
    environmentsPerFunction: 2,
    environments: 3,
    patienceMilliseconds: 0,
    idleMilliseconds: 60_000,
  })(kernel);
  base.operations.register('lambda', service.operations);
  const declare = (type: string, logicalId: string, properties: JsonObject): string => {
    const made = service.resources[type]?.declare(declared(logicalId, properties));
    return String(made?.attributes.Arn ?? made?.ref);
  };
  return {
    kernel: base,
    service,
    declare,
    add(name, source, properties = {}) {
      const folder = mkdtempSync(join(tmpdir(), 'function-'));
      folders.push(folder);
      writeFileSync(join(folder, 'index.mjs'), source);
      return declare('AWS::Lambda::Function', name, {
        FunctionName: name,
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: ROLE,
        Code: { S3Bucket: 'assets', S3Key: folder },
        ...properties,
      });
    },
    invoke: (arn, event) => base.targets.invoke(arn, { payload: JSON.stringify(event), caller: ROLE }),
    async until(done, step = 0) {
      while (!done()) {
        await base.clock.advance(step);
        await new Promise<void>((resume) => wall.at(wall.now() + 2, resume));
      }
    },
    async stop() {
      await service.stop?.();
      for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
    },
  };
};
