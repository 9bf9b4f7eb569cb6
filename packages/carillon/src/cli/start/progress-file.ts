import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How far the story of a data folder has come: what a restart need not, and must not, do again. */
export interface StoryProgress {
  readonly loaded?: { readonly from: string; readonly resources: number };
  /** Cloud time at which the address was changed, ISO 8601. */
  readonly changedAt?: string;
}

export interface ProgressFile {
  read(): StoryProgress;
  note(step: StoryProgress): void;
}

/** Kept beside the journal; in memory it is forgotten with the rest. */
export const progressFile = (data: string | undefined): ProgressFile => {
  let progress: StoryProgress = {};
  const file = data === undefined ? undefined : join(data, 'story.json');
  if (file !== undefined && existsSync(file)) progress = JSON.parse(readFileSync(file, 'utf8')) as StoryProgress;
  return {
    read: () => progress,
    note(step) {
      progress = { ...progress, ...step };
      if (file === undefined) return;
      // Renamed into place: a kill leaves the old text or the new, never half of one.
      writeFileSync(`${file}.new`, JSON.stringify(progress), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
};
