import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type Emission, freshness } from '@carillon/catalog/compile';

/** Files of a project that a command writes and removes; paths are from the root. */
export interface ProjectChange {
  readonly write: ReadonlyMap<string, string>;
  readonly remove: readonly string[];
}

interface Plan {
  /** Staged file -> where it goes. */
  readonly moves: readonly (readonly [from: string, to: string])[];
  readonly remove: readonly string[];
}

/** Below `.carillon`, which is not committed, and on the same disk: a rename within it is atomic. */
const STAGE = '.carillon/change';
const PLAN = 'plan.json';

/** What a change of the catalog makes of `generated/`. */
export const generatedChange = (root: string, emission: Emission): ProjectChange => {
  const { stale, missing, extra } = freshness(root, emission);
  const texts = [...stale, ...missing].map(
    (path) => [path, emission.files.get(path.replace(/^generated\//, '')) ?? ''] as const,
  );
  return { write: new Map(texts), remove: extra };
};

export const together = (...changes: readonly ProjectChange[]): ProjectChange => ({
  write: new Map(changes.flatMap(({ write }) => [...write])),
  remove: changes.flatMap(({ remove }) => remove),
});

/** A folder that a removal has emptied goes too, and so do those around it. */
const removeEmpty = (root: string, folder: string): void => {
  const path = join(root, folder);
  if (folder === '.' || !existsSync(path) || readdirSync(path).length > 0) return;
  rmdirSync(path);
  removeEmpty(root, dirname(folder));
};

type Step = (name: string) => void;

const carryOut = (root: string, { moves, remove }: Plan, step: Step): void => {
  for (const [from, to] of moves) {
    // What is not staged any more was moved before the process ended.
    if (!existsSync(join(root, from))) continue;
    mkdirSync(dirname(join(root, to)), { recursive: true });
    step(`move ${to}`);
    renameSync(join(root, from), join(root, to));
  }
  for (const path of remove) {
    step(`remove ${path}`);
    rmSync(join(root, path), { force: true });
    removeEmpty(root, dirname(path));
  }
  step('tidy');
  rmSync(join(root, STAGE), { recursive: true, force: true });
};

/** What an earlier command left behind: finished when its plan was made, forgotten when it was not. */
export const recoverChange = (root: string, step: Step = () => undefined): 'nothing' | 'finished' | 'forgotten' => {
  if (!existsSync(join(root, STAGE))) return 'nothing';
  const plan = join(root, STAGE, PLAN);
  if (!existsSync(plan)) {
    rmSync(join(root, STAGE), { recursive: true });
    return 'forgotten';
  }
  carryOut(root, JSON.parse(readFileSync(plan, 'utf8')) as Plan, step);
  return 'finished';
};

/**
 * Writes and removes all or nothing, however the process ends: what is half done the next command finishes.
 *
 *     stage every file ── rename plan.json into place ── move each file, remove ── forget the plan
 *                          `-- before: nothing has happened; after: it will all happen
 *
 * `step` is called before each step, so that a test can end the process there.
 */
export const applyChange = (root: string, { write, remove }: ProjectChange, step: Step = () => undefined): void => {
  recoverChange(root);
  mkdirSync(join(root, STAGE), { recursive: true });
  const moves = [...write].map(([to, text], index) => {
    const from = `${STAGE}/${index}`;
    step(`stage ${to}`);
    writeFileSync(join(root, from), text);
    return [from, to] as const;
  });
  const plan: Plan = { moves, remove };
  step('plan');
  writeFileSync(join(root, STAGE, 'plan'), JSON.stringify(plan));
  step('commit');
  renameSync(join(root, STAGE, 'plan'), join(root, STAGE, PLAN));
  carryOut(root, plan, step);
};
