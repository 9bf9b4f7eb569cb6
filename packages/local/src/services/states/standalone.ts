import { alarmsOn } from '../../kernel/alarms.ts';
import { scaledClock } from '../../kernel/clock.ts';
import { platformIdentity } from '../../kernel/identity.ts';
import { openJournal } from '../../kernel/journal.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { operationTable } from '../../kernel/operations.ts';
import { testKernel } from '../../kernel/test-kernel.ts';
import { states } from './service.ts';

/** How a standalone engine is set up. */
export interface StandaloneOptions {
  /** The data file; without it the engine lives in memory and ends with the process. */
  readonly file?: string;
  /** Hears of what went wrong and no caller is there to hear. */
  report(error: unknown): void;
}

/** The local Step Functions without a cloud around it: for benches, and for tests of what embeds it. */
export interface StandaloneStates {
  /** Its kernel: targets are registered here, activities noted. Everybody may call everything. */
  readonly kernel: Kernel;
  /** Declares a Standard state machine and answers its ARN. @throws RefusedError */
  declare(name: string, definition: object): string;
  /** Stops executing, and closes the data file. */
  close(): void;
}

const ROLE = 'arn:aws:iam::000000000000:role/standalone';

/** @throws JournalError when the data file cannot be used */
export const standaloneStates = ({ file, report }: StandaloneOptions): StandaloneStates => {
  const journal = openJournal(file === undefined ? {} : { file });
  const clock = scaledClock({ speed: 1 });
  const operations = operationTable(() => undefined, journal);
  const alarms = alarmsOn(journal, clock, report);
  const kernel: Kernel = {
    ...testKernel(),
    ...{ journal, clock, operations, alarms, report, identity: platformIdentity() },
  };
  alarms.start();
  const service = states(kernel);
  operations.register(service.name, service.operations);
  service.start?.();
  return {
    kernel,
    declare(name, definition) {
      const properties = { DefinitionString: JSON.stringify(definition), RoleArn: ROLE, StateMachineName: name };
      const resource = service.resources['AWS::StepFunctions::StateMachine'];
      const declared = { stack: 'Standalone', logicalId: name, properties, physicalName: () => name };
      return resource?.declare(declared).ref ?? '';
    },
    close() {
      void service.stop?.();
      alarms.stop();
      journal.close();
    },
  };
};
