import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyChange, type ProjectChange, recoverChange } from './project-change.ts';

let root = '';

const BEFORE = { 'asyncapi.yaml': 'old', 'generated/a.ts': 'a', 'generated/gone/b.ts': 'b', 'src/kept.ts': 'kept' };
const CHANGE: ProjectChange = {
  write: new Map([
    ['asyncapi.yaml', 'new'],
    ['generated/a.ts', 'a2'],
    ['src/consumers/x/handler.ts', 'handler'],
  ]),
  remove: ['generated/gone/b.ts'],
};
const AFTER = {
  'asyncapi.yaml': 'new',
  'generated/a.ts': 'a2',
  'src/consumers/x/handler.ts': 'handler',
  'src/kept.ts': 'kept',
};

const tree = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .toSorted()
      .map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]),
  );

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'change-'));
  for (const [path, text] of Object.entries(BEFORE)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
});
afterEach(() => rmSync(root, { recursive: true }));

const stepsOf = (act: (step: (name: string) => void) => void): readonly string[] => {
  const steps: string[] = [];
  act((name) => void steps.push(name));
  return steps;
};

/** Ends at the nth step, as a killed process does: nothing after it happens. */
const endingAt = (nth: number): ((name: string) => void) => {
  let count = 0;
  return () => {
    count += 1;
    if (count > nth) throw new Error('killed');
  };
};

describe('a change of the project', () => {
  it('writes and removes, and takes an emptied folder with it', () => {
    applyChange(root, CHANGE);
    expect(tree()).toEqual(AFTER);
    expect(readdirSync(join(root, 'generated'))).toEqual(['a.ts']);
  });

  it('is whole or has not happened, at whatever step the process is killed', () => {
    const steps = stepsOf((step) => applyChange(root, CHANGE, step));
    expect(steps).toHaveLength(3 + 2 + 3 + 1 + 1);
    const outcomes = steps.map((_, nth) => {
      rmSync(root, { recursive: true });
      for (const [path, text] of Object.entries(BEFORE)) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
      }
      expect(() => applyChange(root, CHANGE, endingAt(nth))).toThrow('killed');
      const recovered = recoverChange(root);
      expect(tree()).toEqual(recovered === 'finished' ? AFTER : BEFORE);
      return recovered;
    });
    expect(outcomes).toEqual([...Array(5).fill('forgotten'), ...Array(5).fill('finished')]);
  });

  it('is finished though the one who finishes it is killed too', () => {
    expect(() => applyChange(root, CHANGE, endingAt(6))).toThrow('killed');
    expect(() => recoverChange(root, endingAt(1))).toThrow('killed');
    expect(recoverChange(root)).toBe('finished');
    expect(tree()).toEqual(AFTER);
    expect(recoverChange(root)).toBe('nothing');
  });

  it('finishes what was left before it begins', () => {
    expect(() => applyChange(root, CHANGE, endingAt(6))).toThrow('killed');
    applyChange(root, { write: new Map([['src/kept.ts', 'kept too']]), remove: [] });
    expect(tree()).toEqual({ ...AFTER, 'src/kept.ts': 'kept too' });
  });
});
