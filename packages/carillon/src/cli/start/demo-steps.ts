import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoSteps } from '../../demo.ts';

/** How far the demo of a data folder has come: what a restart need not, and must not, do again. */
export interface KeptSteps {
  read(): DemoSteps;
  keep(steps: DemoSteps): void;
}

/** Kept beside the journal; a cloud in memory forgets them with the rest. */
export const demoSteps = (data: string | undefined): KeptSteps => {
  const file = data === undefined ? undefined : join(data, 'demo.json');
  let steps: DemoSteps = {};
  if (file !== undefined && existsSync(file)) steps = JSON.parse(readFileSync(file, 'utf8')) as DemoSteps;
  return {
    read: () => steps,
    keep(more) {
      steps = { ...steps, ...more };
      if (file === undefined) return;
      // Renamed into place: a kill leaves the old text or the new, never half of one.
      writeFileSync(`${file}.new`, JSON.stringify(steps), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
};
