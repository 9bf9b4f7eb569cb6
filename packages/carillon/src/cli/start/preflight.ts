import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { JournalError, openJournal } from '@carillon/local/kernel/journal';
import { progressFile } from './progress-file.ts';

/** Why the start cannot be made, found before anything is touched. */
export interface Obstacle {
  readonly code: 'PORT_TAKEN' | `DATA_${JournalError['code']}` | 'DATA_FROM_ELSEWHERE';
  readonly message: string;
  readonly mend: string;
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
    return { code: `DATA_${error.code}`, message: error.message, mend: error.mend };
  }
};

/** A folder is filled once in its life: what --fhir names would be passed over in silence. */
const elsewhereObstacle = (folder: string, fhir: string | undefined): Obstacle | undefined => {
  const { loaded } = progressFile(folder).read();
  if (fhir === undefined || loaded === undefined || resolve(loaded.from) === resolve(fhir)) return undefined;
  return {
    code: 'DATA_FROM_ELSEWHERE',
    message: `The data folder ${folder} holds ${loaded.resources} resources of ${loaded.from} already; ${fhir} would not be loaded.`,
    mend: 'Name a folder of its own with --data, or use --memory.',
  };
};

export const findObstacle = async (
  port: number,
  data: string | undefined,
  fhir?: string,
): Promise<Obstacle | undefined> => {
  if (port !== 0 && (await portTaken(port))) {
    const mend = 'Choose another with --port, or --port 0 for any free one.';
    return { code: 'PORT_TAKEN', message: `Port ${port} on 127.0.0.1 is taken.`, mend };
  }
  return data === undefined ? undefined : (dataObstacle(data) ?? elsewhereObstacle(data, fhir));
};
