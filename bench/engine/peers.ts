import { createRequire } from 'node:module';
import { MIXED, MIXED_INPUT } from './workflows.ts';

/** Not a dependency: it is installed when it is asked for. */
const PACKAGE = ['aws', 'local', 'stepfunctions'].join('-');

export interface Peer {
  readonly name: string;
  run(): Promise<void>;
}

/** aws-local-stepfunctions, in memory, where it is installed below bench/ (`npm install --prefix bench`). */
export const localStepFunctions = async (): Promise<Peer | undefined> => {
  const require = createRequire(new URL('../package.json', import.meta.url));
  try {
    const { StateMachine } = (await import(require.resolve(PACKAGE))) as {
      StateMachine: new (definition: object) => { run(input: unknown): { result: Promise<unknown> } };
    };
    const machine = new StateMachine(MIXED);
    const input = JSON.parse(MIXED_INPUT) as unknown;
    return {
      name: PACKAGE,
      async run() {
        await machine.run(input).result;
      },
    };
  } catch {
    return undefined;
  }
};
