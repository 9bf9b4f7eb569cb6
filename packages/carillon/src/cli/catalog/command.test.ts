import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rules } from '@carillon/catalog/diagnostics';
import { changeRules } from '@carillon/catalog/diff';
import { hotelRoot } from '@carillon/catalog/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { projectAt } from '../../project.ts';
import { parse, UsageError } from '../command.ts';
import { catalog } from './command.ts';

let root = '';
let printed: string[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hotel-'));
  cpSync(hotelRoot, root, { recursive: true });
  printed = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true });
});

const run = async (...argv: readonly string[]): Promise<{ readonly code: number; readonly out: string }> => {
  const { given, positionals } = parse(catalog, argv);
  const code = await catalog.run(given, positionals, projectAt(root, { name: 'hotel' }));
  return { code, out: printed.join('\n') };
};

describe('carillon catalog rules', () => {
  it('lists every rule with its stage and sentence', async () => {
    const { code, out } = await run('rules');
    expect(code).toBe(0);
    expect(out.split('\n')).toHaveLength(Object.keys(rules).length + changeRules.length);
    expect(out).toMatch(/^enum-changed +diff +by proof /m);
    expect(out).toMatch(/^source-parses +load +error +Every file/m);
    expect(out).toMatch(/^version-gapless +compatibility +error /m);
  });

  it('lists them as JSON', async () => {
    const { out } = await run('rules', '--json');
    expect(JSON.parse(out).rules).toContainEqual({ code: 'phi-marked', ...rules['phi-marked'] });
  });
});

describe('carillon catalog check', () => {
  it('finds a sound catalog sound', async () => {
    expect(await run('check')).toEqual({
      code: 0,
      out: 'The catalog holds: 3 events, 0 warnings.',
    });
  });

  it('says what, where, expected, received and the fix', async () => {
    writeFileSync(join(root, 'catalog/shared/instant.json'), '{"title": "Instant"}');
    const { code, out } = await run('check');
    expect(code).toBe(1);
    expect(out).toMatch(/^catalog\/shared\/instant\.json:1:\d+ error schema-draft-07: /m);
    for (const word of ['  at ', '  expected ', '  received ', '  fix: ', 'The catalog has '])
      expect(out).toContain(word);
  });

  it('places results of SARIF by rule, file and line', async () => {
    writeFileSync(join(root, 'catalog/shared/instant.json'), '{"title": "Instant"}');
    const { code, out } = await run('check', '--sarif');
    expect(code).toBe(1);
    const [{ tool, results }] = JSON.parse(out).runs;
    expect(tool.driver.rules).toHaveLength(Object.keys(rules).length);
    expect(results).toContainEqual(
      expect.objectContaining({
        ruleId: 'schema-draft-07',
        level: 'error',
        locations: [
          expect.objectContaining({
            physicalLocation: {
              artifactLocation: { uri: 'catalog/shared/instant.json', uriBaseId: 'CATALOG' },
              region: { startLine: 1, startColumn: expect.any(Number) },
            },
          }),
        ],
      }),
    );
  });
});

describe('a catalog that does not hold', () => {
  it.each([['check'], ['diff', '--against', hotelRoot], ['phi'], ['drift', '--archive', tmpdir()]])(
    'is told as one JSON object by %s',
    async (...argv) => {
      writeFileSync(join(root, 'catalog/shared/instant.json'), '{"title": "Instant"}');
      const { code, out } = await run(...argv, '--json');
      expect([code, JSON.parse(out)]).toEqual([
        1,
        { ok: false, diagnostics: expect.arrayContaining([expect.objectContaining({ code: 'schema-draft-07' })]) },
      ]);
    },
  );
});

describe('what cannot be meant', () => {
  it.each([[['nonsense']], [[]], [['check', 'more']], [['check', '--json', '--sarif']], [['rules', '--sarif']]])(
    '%j is refused',
    async (argv) => {
      await expect(run(...argv)).rejects.toThrow(UsageError);
    },
  );
});
