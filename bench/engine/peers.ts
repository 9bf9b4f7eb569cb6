import { createRequire } from 'node:module';
import { MIXED, MIXED_INPUT } from './workflows.ts';

export interface Peer {
  readonly name: string;
  run(): Promise<void>;
}

/** aws-local-stepfunctions, in memory, where it is installed below bench/ (`npm install --prefix bench`). */
export const localStepFunctions = async (): Promise<Peer | undefined> => {
  const require = createRequire(new URL('../package.json', import.meta.url));
  try {
    const { StateMachine } = (await import(require.resolve('aws-local-stepfunctions'))) as {
      StateMachine: new (definition: object) => { run(input: unknown): { result: Promise<unknown> } };
    };
    const machine = new StateMachine(MIXED);
    const input = JSON.parse(MIXED_INPUT) as unknown;
    return {
      name: 'aws-local-stepfunctions',
      async run() {
        await machine.run(input).result;
      },
    };
  } catch {
    return undefined;
  }
};
