import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where `tsc -p release` writes, as release/tsconfig.json says: one folder a package, laid out as its sources are. */
const BUILD = '.carillon/build';

/** Files of a package that are read as they are: templates, pages, schemas, Rust. */
const ASSETS = [
  'src/**/*.{json,html,css,js,mjs,rs,toml,yaml,md,sql,txt}',
  'src/**/templates/**/*',
  'src/**/page/**/*.ts',
];
/** Tests and what only they use. An export of such a file is for this repository's own tests. */
const NOT_SHIPPED = /(\.test\.|\.test-d\.|\/cases\/|\/fixtures?\/|\/fixture-|fake-|\.golden\.)/;

/** Whether a file, by its path, is for users: tests, and what only tests of other packages import, are not. */
export const isShipped = (path: string): boolean => !NOT_SHIPPED.test(path);

/** The compiler keeps `.ts` in the specifiers of declarations (rewriteRelativeImportExtensions is about JavaScript). */
const inDeclarations = (text: string): string =>
  text.replaceAll(/((?:from|import)\s*\(?\s*['"]\.{1,2}\/[^'"]+)\.ts(['"])/g, '$1.js$2');

/** The names of the packages below `packages/`. */
export const packageNames = (root: string): readonly string[] =>
  globSync('packages/*/package.json', { cwd: root })
    .map((file) => file.split('/')[1] ?? '')
    .toSorted();

/** Compiles all packages to JavaScript, declarations and source maps. @throws Error with what the compiler printed */
export const build = (root: string): void => {
  rmSync(join(root, BUILD), { recursive: true, force: true });
  const tsc = join(root, 'node_modules/.bin/tsc');
  const { status, stdout } = spawnSync(tsc, ['-p', 'release'], { cwd: root, encoding: 'utf8' });
  if (status !== 0)
    throw new Error(`tsc -p release ended with ${status}:\n${stdout.split('\n').slice(0, 20).join('\n')}`);
  for (const file of globSync(`${BUILD}/**/*.d.ts`, { cwd: root })) {
    const path = join(root, file);
    writeFileSync(path, inDeclarations(readFileSync(path, 'utf8')));
  }
};

/** Projects that a package ships as they are in the repository: `carillon init` copies one. */
const PROJECTS: Readonly<Record<string, readonly string[]>> = { carillon: ['orders'] };
const MADE_IN_PROJECT = /\/(node_modules|cdk\.out|\.carillon|target)$/;

const stageProjects = (root: string, name: string, target: string): void => {
  for (const project of PROJECTS[name] ?? []) {
    const to = join(target, 'templates', project);
    cpSync(join(root, 'examples', project), to, { recursive: true, filter: (from) => !MADE_IN_PROJECT.test(from) });
    // npm leaves every .gitignore out of a package, and what it lists.
    renameSync(join(to, '.gitignore'), join(to, 'gitignore'));
  }
};

/** Copies what one package ships into `target`: `dist` (compiled), its assets, `bin`, `templates`, README and LICENSE. */
export const stage = (root: string, name: string, target: string): void => {
  const home = join(root, 'packages', name);
  rmSync(target, { recursive: true, force: true });
  cpSync(join(root, BUILD, name, 'src'), join(target, 'dist'), {
    recursive: true,
    filter: (from) => isShipped(from.slice(root.length)),
  });
  for (const file of ASSETS.flatMap((pattern) => globSync(pattern, { cwd: home }))) {
    if (!isShipped(file) || !/\.\w+$/.test(file)) continue;
    cpSync(join(home, file), join(target, file.replace(/^src\//, 'dist/')));
  }
  for (const file of ['bin', 'templates', 'README.md']) {
    if (existsSync(join(home, file))) cpSync(join(home, file), join(target, file), { recursive: true });
  }
  stageProjects(root, name, target);
  cpSync(join(root, 'LICENSE'), join(target, 'LICENSE'));
};
