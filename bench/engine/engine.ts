import { standaloneStates } from '@carillon/local/services/states/standalone';

export const FUNCTION: string = 'arn:aws:lambda:us-east-1:000000000000:function:echo';

export interface Engine {
  /** Declares a state machine. */
  machine(name: string, definition: object): string;
  call(operation: string, input: object): Promise<Readonly<Record<string, unknown>>>;
  /** Starts an execution and waits until its end is on disk. */
  run(machineArn: string, input?: string): Promise<{ readonly executionArn: string; readonly succeeded: boolean }>;
  close(): void;
}

/** The engine on a real clock and a journal of its own; a Lambda target that is a function of this process. */
export const engine = (file?: string): Engine => {
  const { kernel, declare, close } = standaloneStates({
    ...(file === undefined ? {} : { file }),
    report: (error) => console.error(error),
  });
  kernel.targets.register('lambda', { invoke: async (_arn, { payload }) => ({ ok: true, payload }) });
  const waiting = new Map<string, (succeeded: boolean) => void>();
  kernel.activity.watch(({ action, resource }) => {
    if (action === 'ExecutionStarted') return;
    waiting.get(resource)?.(action === 'ExecutionSucceeded');
    waiting.delete(resource);
  });
  let runs = 0;
  const call: Engine['call'] = async (operation, input) =>
    (await kernel.operations.call('states', operation, input, { caller: 'bench', requestId: 'bench' })) as never;
  return {
    machine: declare,
    call,
    async run(stateMachineArn, input = '{}') {
      runs += 1;
      const name = `run-${runs}`;
      const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
      // It may end before StartExecution has answered.
      const ended = new Promise<boolean>((resolve) => waiting.set(executionArn, resolve));
      await call('StartExecution', { stateMachineArn, name, input });
      const succeeded = await ended;
      await kernel.journal.durable();
      return { executionArn, succeeded };
    },
    close,
  };
};
