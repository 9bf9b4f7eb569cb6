import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';

export interface TreeWatch {
  close(): void;
}

/** What is watched: files of the root, and folders with all that is below them; they need not exist yet. */
export interface Wanted {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

/**
 * Reports paths at which something changed, came or went. Every folder has a watch of its own: an editor that renames a
 * new file over the old one is seen there, and what lies in a new folder before its watch does is reported with the folder.
 */
export function watchTree(root: string, wanted: Wanted, report: (path: string) => void): TreeWatch {
  const watches = new Map<string, FSWatcher>();
  const concerns = (path: string): boolean =>
    wanted.files.includes(path) ||
    wanted.folders.some((folder) => path === folder || path.startsWith(`${folder}/`) || folder.startsWith(`${path}/`));

  const forget = (path: string): void => {
    for (const [folder, each] of watches)
      if (path === '' || folder === path || folder.startsWith(`${path}/`)) {
        each.close();
        watches.delete(folder);
      }
  };

  const noticed = (path: string): void => {
    if (!concerns(path)) return;
    const there = statSync(join(root, path), { throwIfNoEntry: false });
    if (there?.isDirectory()) watchFolder(path);
    else forget(path);
    report(path);
  };

  const watchFolder = (folder: string): void => {
    if (watches.has(folder)) return;
    try {
      const own = watch(join(root, folder), (_, name) => noticed(join(folder, name ?? '')));
      own.on('error', () => forget(folder));
      watches.set(folder, own);
      for (const entry of readdirSync(join(root, folder), { withFileTypes: true }))
        if (entry.isDirectory() && concerns(join(folder, entry.name))) watchFolder(join(folder, entry.name));
    } catch (error) {
      // A folder may be gone before it is looked into; that it went is reported by the one around it.
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
      forget(folder);
    }
  };

  watchFolder('');
  return { close: () => forget('') };
}
