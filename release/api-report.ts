import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, isShipped, packageNames } from './build.ts';
import { type Declared, exportsOf } from './declarations.ts';

// `npm run api`: writes docs/api/<package>.md, the reference of all that the packages export; --check fails when one is stale.

interface Manifest {
  readonly name: string;
  readonly description: string;
  readonly exports?: Readonly<Record<string, string>>;
}

/** An entry point and what it exports. */
export interface Entry {
  /** As it is imported, e.g. `@carillon/runtime/publish`. */
  readonly specifier: string;
  readonly exports: readonly Declared[];
}

export interface PackageApi {
  readonly name: string;
  readonly description: string;
  readonly entries: readonly Entry[];
}

const apiOf = (root: string, folder: string): PackageApi => {
  const manifest = JSON.parse(readFileSync(join(root, 'packages', folder, 'package.json'), 'utf8')) as Manifest;
  const modules = Object.entries(manifest.exports ?? {}).filter(([, path]) => path.endsWith('.ts') && isShipped(path));
  return {
    name: manifest.name,
    description: manifest.description,
    entries: modules.map(([subpath, path]) => ({
      specifier: `${manifest.name}${subpath.slice(1)}`,
      exports: exportsOf(join(root, '.carillon/build', folder, path.replace(/\.ts$/, '.d.ts'))),
    })),
  };
};

/** Compiles the packages and reads what each exports. @throws Error when they do not compile */
export const readApi = (root: string): readonly (readonly [folder: string, api: PackageApi])[] => {
  build(root);
  return packageNames(root).map((folder) => [folder, apiOf(root, folder)] as const);
};

const section = ({ name, doc, text }: Declared): string =>
  [`### ${name}`, ...(doc === undefined ? [] : [doc]), `\`\`\`ts\n${text}\n\`\`\``].join('\n\n');

/** One package's page. */
export const pageOf = ({ name, description, entries }: PackageApi): string =>
  [
    '<!-- Written by `npm run api` from the declarations and docstrings of the package; do not edit. -->',
    `# API of ${name}`,
    description,
    ...entries.flatMap(({ specifier, exports }) => [`## ${specifier}`, ...exports.map(section)]),
    '',
  ].join('\n\n');

const undocumented = ({ entries }: PackageApi): readonly string[] =>
  entries.flatMap(({ specifier, exports }) =>
    exports.filter(({ doc }) => doc === undefined).map(({ name }) => `${specifier}: ${name}`),
  );

if (import.meta.main) {
  const root = process.cwd();
  const check = process.argv.includes('--check');
  for (const [folder, api] of readApi(root)) {
    for (const each of undocumented(api)) {
      console.error(`${each} has no docstring: say what it is, its units and its errors.`);
      process.exitCode = 1;
    }
    const file = join(root, 'docs/api', `${folder}.md`);
    const page = pageOf(api);
    if (existsSync(file) && readFileSync(file, 'utf8') === page) continue;
    if (check) {
      console.error(`docs/api/${folder}.md is stale: run \`npm run api\` and review the change of the public API.`);
      process.exitCode = 1;
      continue;
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, page);
  }
}
