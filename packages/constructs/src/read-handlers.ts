import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundle } from './bundle.ts';
import { crateAsset, crateFolders } from './crates/made-of.ts';
import { DEFAULT_SETTINGS, type FunctionSettings, type HandlerSource } from './handler-source.ts';

/** Where handlers live: `who-speaks`, `what-it-does` (and its routes), `process/task`. */
const PLACES = ['producers/*', 'consumers/*', 'consumers/*/*', 'workflows/*/*'];

const KNOWN = ['timeoutSeconds', 'memoryMegabytes', 'uses'];

const readSettings = (folder: string): FunctionSettings => {
  const file = join(folder, 'function.json');
  if (!existsSync(file)) return DEFAULT_SETTINGS;
  const given = JSON.parse(readFileSync(file, 'utf8')) as Partial<FunctionSettings>;
  const unknown = Object.keys(given).filter((key) => !KNOWN.includes(key));
  if (unknown.length === 0) return { ...DEFAULT_SETTINGS, ...given };
  throw new Error(`${file} has ${unknown.join(', ')}; it may have ${KNOWN.join(', ')}.`);
};

/** Every handler below `src`, bundled; crates are compiled when they are published. The folders say which there are; nothing lists them. */
export const readHandlers = (root: string): readonly HandlerSource[] => {
  const src = join(root, 'src');
  const files = PLACES.flatMap((place) => globSync(`${place}/handler.ts`, { cwd: src }));
  const names = files.map((file) => dirname(file)).toSorted();
  const assets = bundle(root, names);
  const crates = crateFolders(root).map((folder): HandlerSource => {
    const name = folder.slice('src/'.length);
    return { name, settings: readSettings(join(src, name)), asset: crateAsset(root, folder) };
  });
  const bundled = names.map((name): HandlerSource => {
    const asset = assets.get(name);
    if (asset === undefined) throw new Error(`src/${name} was not bundled.`);
    return { name, settings: readSettings(join(src, name)), asset };
  });
  return [...bundled, ...crates].toSorted((one, other) => (one.name < other.name ? -1 : 1));
};
