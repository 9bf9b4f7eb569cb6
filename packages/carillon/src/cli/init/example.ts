import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE = new URL('../../../', import.meta.url);

/** The example project: as the package ships it, or as it lies in the repository of this package. */
const folder = (): string => {
  const shipped = fileURLToPath(new URL('templates/orders', PACKAGE));
  return existsSync(shipped) ? shipped : fileURLToPath(new URL('../../examples/orders', PACKAGE));
};

/** What is made in a project and not part of it, as its .gitignore says. */
const MADE: ReadonlySet<string> = new Set(['node_modules', 'cdk.out', '.carillon']);

/** npm leaves every .gitignore out of a package: it ships under another name. */
const nameOf = (file: string): string => (file === 'gitignore' ? '.gitignore' : file);

/** Paths of the files below a folder, from `root`. */
const filesBelow = (root: string, path = ''): readonly string[] =>
  readdirSync(join(root, path), { withFileTypes: true })
    .filter(({ name }) => !MADE.has(name))
    .flatMap((entry) => {
      const below = path === '' ? entry.name : `${path}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(root, below) : [below];
    });

/** The files of the example project by their paths in it. */
export const exampleFiles = (): ReadonlyMap<string, string> => {
  const root = folder();
  return new Map(filesBelow(root).map((file) => [nameOf(file), readFileSync(join(root, file), 'utf8')]));
};
