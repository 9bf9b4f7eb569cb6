import { cpSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSource } from '@carillon/catalog/check';
import { compile } from '@carillon/catalog/compile';
import { applyChange, generatedChange } from './cli/change/project-change.ts';

/** The catalog of a shop: two domains, an event with two versions, a consumer of everything. */
export const SHOP: string = fileURLToPath(new URL('../fixtures/shop', import.meta.url));

const NODE_MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/** The same for every shop: it is compiled once. */
let compiled: ReturnType<typeof compile> | undefined;

/** A shop of its own in a temporary folder, compiled, with the packages of this repository installed. */
export const temporaryShop = async (): Promise<string> => {
  const root = mkdtempSync(join(tmpdir(), 'carillon-shop-'));
  cpSync(SHOP, root, { recursive: true });
  symlinkSync(NODE_MODULES, join(root, 'node_modules'));
  compiled ??= compile(readSource(SHOP));
  const { value } = await compiled;
  if (value === undefined) throw new Error('the shop does not compile');
  applyChange(root, generatedChange(root, value));
  return root;
};

/** Every file of a project by its path, without what is installed. */
export const filesOf = (root: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
      .map(({ parentPath, name }) => join(parentPath, name))
      .toSorted()
      .map((path) => [path.slice(root.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')]),
  );
