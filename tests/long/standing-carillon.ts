import { type CarillonProcess, carillon } from './carillon-process.ts';
import { type CloudClients, clientsAt } from './cloud-clients.ts';

/** A cloud in a process of its own that stays up, and clients of it in this one. */
export interface StandingCarillon {
  readonly process: CarillonProcess;
  readonly endpoint: string;
  readonly clients: CloudClients;
  /** Ctrl-C, and until it has shut down. */
  stop(): Promise<number | null>;
}

export const standingCarillon = async (...options: readonly string[]): Promise<StandingCarillon> => {
  const process = carillon('start', '--memory', '--port', '0', ...options);
  const endpoint = await process.endpoint();
  return {
    process,
    endpoint,
    clients: clientsAt(endpoint),
    async stop() {
      process.kill('SIGINT');
      return (await process.ended).code;
    },
  };
};

/** The demo has played both runs; the cloud keeps running. */
export const demoPlayed = ({ process }: StandingCarillon): Promise<string> => process.told(/^The cloud keeps running/);
