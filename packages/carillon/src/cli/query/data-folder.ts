import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { JournalError, openJournal } from '@carillon/local/kernel/journal';
import { bucketsIn } from '@carillon/local/services/s3/bucket';
import { objectsIn } from '@carillon/local/services/s3/object';
import type { ArchiveStore } from '../archive/archive.ts';
import { OperateError } from '../operate/cloud.ts';

const SCAN = { prefix: 'events/', after: '' };

/** The archive in the data folder of a local cloud that does not run. @throws OperateError NO_DATA, IN_USE */
export const dataFolderStore = (folder: string, prefix: string): ArchiveStore & { close(): void } => {
  const file = join(folder, 'cloud.sqlite');
  if (!existsSync(file))
    throw new OperateError(
      'NO_DATA',
      `${folder} is no data folder: it has no cloud.sqlite`,
      'npm start -- --data DIR makes one.',
    );
  const journal = opened(file);
  const objects = objectsIn(journal);
  const named = (name: string): boolean => name.startsWith(prefix.toLowerCase()) && name.includes('archivebucket');
  const [bucket] = bucketsIn(journal)
    .list()
    .filter(({ name }) => named(name));
  if (bucket === undefined) {
    journal.close();
    throw new OperateError('NOT_FOUND', `${folder} has no archive of ${prefix}`, 'Name its stacks by --prefix.');
  }
  return {
    keys: async () => objects.scan(bucket.name, { ...SCAN, limit: Number.MAX_SAFE_INTEGER }).map(({ key }) => key),
    read: async (key) => objects.read(bucket.name, key)?.bytes ?? new Uint8Array(),
    close: () => journal.close(),
  };
};

const opened = (file: string): ReturnType<typeof openJournal> => {
  try {
    return openJournal({ file });
  } catch (error) {
    if (!(error instanceof JournalError)) throw error;
    throw new OperateError(error.code, error.message, 'A running cloud is asked without --data, or by --endpoint.');
  }
};
