import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Beside `src`: real files, which lint reads and of which the tests of the commands make projects. */
const TEMPLATES = fileURLToPath(new URL('../../../templates/', import.meta.url));

/** What stands for each word of a template: identifiers, names of folders, paths. */
export type Names = Readonly<Record<string, string>>;

const ordered = (names: Names): readonly (readonly [string, string])[] =>
  Object.entries(names).toSorted(([one], [other]) => other.length - one.length);

/** Longer words first, each place once: what was put in is not replaced again. */
const renamed = (text: string, names: Names): string => {
  const words = ordered(names).map(([word]) => word.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  if (words.length === 0) return text;
  return text.replaceAll(new RegExp(words.join('|'), 'g'), (word) => names[word] ?? word);
};

/** A file of the templates, such as `catalog/asyncapi.yaml`, with other names in the place of its own. */
export const templateFile = (file: string, names: Names = {}): string =>
  renamed(readFileSync(join(TEMPLATES, file), 'utf8'), names);

/** The files of a template, by their path below its folder, with other names in the place of its own. */
export const templateFiles = (template: string, names: Names = {}): ReadonlyMap<string, string> => {
  const files = globSync('**/*', { cwd: join(TEMPLATES, template), withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(TEMPLATES, template).length + 1))
    .map((file) => file.replaceAll('\\', '/'))
    .toSorted();
  return new Map(files.map((file) => [renamed(file, names), templateFile(`${template}/${file}`, names)]));
};

const IMPORT = /^(?:import|export)\b( type\b)?[^;]*?\bfrom '([^'.][^']*)'/gm;

/** The package that a specifier is of: `@scope/name` or `name`. */
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

const resolves = (root: string, specifier: string): boolean => {
  if (specifier.startsWith('node:')) return true;
  try {
    createRequire(join(root, 'package.json')).resolve(specifier);
    return true;
  } catch (error) {
    // A package may export itself to import alone, which this asks for in the words of require.
    const isImportOnly = (error as NodeJS.ErrnoException).code === 'ERR_PACKAGE_PATH_NOT_EXPORTED';
    return isImportOnly && specifier === packageOf(specifier);
  }
};

/** `aws-lambda` as its types alone are installed: `@types/aws-lambda`. */
const typesOf = (specifier: string): string => `@types/${packageOf(specifier).replace(/^@/, '').replace('/', '__')}`;

/** An import that a project cannot resolve, and the package to install for it. */
export interface MissingImport {
  readonly specifier: string;
  readonly install: string;
}

/** What these files import from packages that the project has not installed, or that do not export it. */
export const missingImports = (root: string, files: ReadonlyMap<string, string>): readonly MissingImport[] => {
  const imports = new Map<string, boolean>();
  for (const text of files.values())
    for (const [, type, specifier = ''] of text.matchAll(IMPORT))
      imports.set(specifier, type !== undefined && imports.get(specifier) !== false);
  return [...imports]
    .filter(([specifier, isType]) => {
      const named = resolves(root, specifier);
      return !named && !(isType && resolves(root, `${typesOf(specifier)}/package.json`));
    })
    .map(([specifier, isType]) => ({
      specifier,
      install: isType && !specifier.startsWith('@') ? typesOf(specifier) : packageOf(specifier),
    }))
    .toSorted((one, other) => (one.specifier < other.specifier ? -1 : 1));
};
