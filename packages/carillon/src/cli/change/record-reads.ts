import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CheckedCatalog } from '@carillon/catalog/check';

const CARILLON = fileURLToPath(new URL('../../../bin/carillon.mjs', import.meta.url));

/** What to add to a command's output when {@link recordReads} could not do its work. */
export const NOT_RECORDED =
  'The reads of its consumers could not be recorded: npx carillon contracts --write says why.';

/**
 * Consumers whose pattern lets new events in consume them from now on, and their recorded reads say so. In a process of its
 * own: this one has loaded what was generated before. @returns false when the contracts could not be run
 */
export const recordReads = (root: string, { consumers }: CheckedCatalog, events: readonly string[]): boolean =>
  !consumers.some(({ receives }) => receives.some(({ event }) => events.includes(event))) ||
  !existsSync(join(root, 'src/consumers')) ||
  spawnSync(process.execPath, [CARILLON, 'contracts', '--write', '--root', root], { stdio: 'ignore' }).status === 0;
