import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compile } from './compile.ts';
import { hotel } from './fixtures/hotel.ts';
import { versioned } from './fixtures/versions.ts';
import { writeEmission } from './write/write-emission.ts';

const project = fileURLToPath(new URL('../../../..', import.meta.url));
const compilerOptions = {
  ...{ target: 'es2024', module: 'nodenext', noEmit: true, strict: true, types: [] },
  ...{
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    isolatedDeclarations: true,
    declaration: true,
  },
  ...{ erasableSyntaxOnly: true, verbatimModuleSyntax: true, allowImportingTsExtensions: true },
};

async function typeErrors(root: string): Promise<string> {
  const tsc = join(project, 'node_modules/typescript/bin/tsc');
  try {
    await promisify(execFile)(process.execPath, [tsc, '-p', root], { cwd: root });
    return '';
  } catch (error) {
    return error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
  }
}

describe('the emission of the fixture under tsc', () => {
  let root = '';

  beforeAll(async () => {
    root = mkdtempSync(join(project, 'node_modules/.hotel-'));
    const { value } = await compile(hotel);
    if (value === undefined) throw new Error('the fixture does not compile');
    writeEmission(root, value);
    cpSync(fileURLToPath(new URL('fixtures/hotel.types.txt', import.meta.url)), join(root, 'hotel.test-d.ts'));
    writeFileSync(join(root, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['**/*.ts'] }));
    writeFileSync(join(root, 'package.json'), JSON.stringify({ type: 'module' }));
  });

  afterAll(() => rmSync(root, { recursive: true }));

  it('has no type error, and refuses what the patterns exclude', async () => {
    expect(await typeErrors(root)).toBe('');
  });

  it('has the types of each stored version, and upcasters between them are held to these', async () => {
    const home = join(root, 'versions');
    const { value, diagnostics } = await compile(versioned);
    expect(diagnostics).toEqual([]);
    if (value !== undefined) writeEmission(home, value);
    const steps = [...versioned.files].filter(([file]) => /-to-v\d+\.ts$/.test(file));
    for (const [file, text] of steps) {
      mkdirSync(dirname(join(home, file)), { recursive: true });
      writeFileSync(join(home, file), text);
    }
    expect(await typeErrors(root)).toBe('');
    const [[file = '', text = ''] = []] = steps;
    writeFileSync(join(home, file), text.replace('flagged: abnormal', 'flaged: abnormal'));
    expect(await typeErrors(root)).toContain('v1-to-v2.ts');
    rmSync(home, { recursive: true });
  });

  it('would be told if a line that must not compile did', async () => {
    writeFileSync(join(root, 'wrong.test-d.ts'), '// @ts-expect-error this is right\nexport const one: number = 1;\n');
    expect(await typeErrors(root)).toContain('wrong.test-d.ts');
  });
});
