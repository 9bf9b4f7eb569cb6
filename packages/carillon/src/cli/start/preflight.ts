import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { JournalError, openJournal } from '@carillon/local/kernel/journal';

/** Why the start cannot be made, found before anything is touched. */
export interface Obstacle {
  readonly code: 'PORT_TAKEN' | `DATA_${JournalError['code']}`;
  readonly message: string;
  readonly fix: string;
}

const portTaken = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(true));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(false)));
  });

const dataObstacle = (folder: string): Obstacle | undefined => {
  const file = join(folder, 'cloud.sqlite');
  if (!existsSync(folder)) return undefined;
  try {
    openJournal({ file }).close();
    return undefined;
  } catch (error) {
    if (!(error instanceof JournalError)) throw error;
    return { code: `DATA_${error.code}`, message: error.message, fix: error.mend };
  }
};

export const findObstacle = async (port: number, data: string | undefined): Promise<Obstacle | undefined> => {
  if (port !== 0 && (await portTaken(port))) {
    const fix = 'Choose another with --port, or --port 0 for any free one.';
    return { code: 'PORT_TAKEN', message: `Port ${port} on 127.0.0.1 is taken.`, fix };
  }
  return data === undefined ? undefined : dataObstacle(data);
};
