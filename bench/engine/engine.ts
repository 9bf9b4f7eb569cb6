import { alarmsOn } from '@carillon/local/kernel/alarms';
import { scaledClock } from '@carillon/local/kernel/clock';
import { platformIdentity } from '@carillon/local/kernel/identity';
import { openJournal } from '@carillon/local/kernel/journal';
import { operationTable } from '@carillon/local/kernel/operations';
import { declared, testKernel } from '@carillon/local/kernel/test-kernel';
import { states } from '@carillon/local/services/states/service';

const ROLE = 'arn:aws:iam::000000000000:role/bench';
export const FUNCTION: string = 'arn:aws:lambda:us-east-1:000000000000:function:echo';

export interface Engine {
  /** Declares a state machine. */
  machine(name: string, definition: object): string;
  call(operation: string, input: object): Promise<Readonly<Record<string, unknown>>>;
  /** Starts an execution and waits until its end is on disk. */
  run(machineArn: string, input?: string): Promise<{ readonly executionArn: string; readonly succeeded: boolean }>;
  close(): void;
}

/** The states service on a real clock and a journal of its own; a Lambda target that is a function of this process. */
export const engine = (file?: string): Engine => {
  const journal = openJournal(file === undefined ? {} : { file });
  const clock = scaledClock({ speed: 1 });
  const operations = operationTable(() => undefined, journal);
  const report = (error: unknown): void => console.error(error);
  const alarms = alarmsOn(journal, clock, report);
  const kernel = { ...testKernel(), journal, clock, operations, identity: platformIdentity(), alarms, report };
  kernel.alarms.start();
  kernel.targets.register('lambda', { invoke: async (_arn, { payload }) => ({ ok: true, payload }) });
  const service = states(kernel);
  operations.register(service.name, service.operations);
  service.start?.();
  const waiting = new Map<string, (succeeded: boolean) => void>();
  kernel.activity.watch(({ action, resource }) => {
    if (action === 'ExecutionStarted') return;
    waiting.get(resource)?.(action === 'ExecutionSucceeded');
    waiting.delete(resource);
  });
  let runs = 0;
  const call: Engine['call'] = async (operation, input) =>
    (await operations.call('states', operation, input, { caller: ROLE, requestId: 'bench' })) as never;
  return {
    machine: (name, definition) =>
      service.resources['AWS::StepFunctions::StateMachine']?.declare(
        declared(name, { DefinitionString: JSON.stringify(definition), RoleArn: ROLE, StateMachineName: name }),
      ).ref ?? '',
    call,
    async run(stateMachineArn, input = '{}') {
      runs += 1;
      const name = `run-${runs}`;
      const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
      // It may end before StartExecution has answered.
      const ended = new Promise<boolean>((resolve) => waiting.set(executionArn, resolve));
      await call('StartExecution', { stateMachineArn, name, input });
      const succeeded = await ended;
      await journal.durable();
      return { executionArn, succeeded };
    },
    close() {
      void service.stop?.();
      kernel.alarms.stop();
      journal.close();
    },
  };
};
