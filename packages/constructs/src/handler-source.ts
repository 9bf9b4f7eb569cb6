import { existsSync, globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle, type FolderAsset } from './bundle.ts';
import { type CommandAsset, crateAsset, crateFolders } from './crates/crate.ts';
import { DeclarationError } from './declaration-error.ts';

/** What a function needs besides its code: `settings` of the `function.ts` beside its handler. All may be left out. */
export interface FunctionSettings<UseName extends string = string> {
  /** Default 30. Not for a consumer behind a queue: `functionTimeoutSeconds` in asyncapi.yaml, with the queue's own. */
  readonly timeoutSeconds?: number;
  /** Default 256. */
  readonly memoryMegabytes?: number;
  /** What the function may use, by the names that the application declares (see `handlersIn`). */
  readonly uses?: readonly UseName[];
}

/** A handler as infrastructure sees it: its folder, its settings and its code. The code itself is never imported. */
export interface HandlerSource {
  /** The folder below `src`, e.g. `consumers/invoicer`. */
  readonly name: string;
  readonly settings: FunctionSettings;
  /** Of a Cargo crate a command that compiles it. */
  readonly asset: FolderAsset | CommandAsset;
}

/** Where handlers are: producers, consumers (and their routes), tasks of workflows. */
const PLACES = ['producers/*', 'consumers/*', 'consumers/*/*', 'workflows/*/*'];

const KNOWN = ['timeoutSeconds', 'memoryMegabytes', 'uses'];

const readSettings = async (root: string, name: string): Promise<FunctionSettings> => {
  const file = `src/${name}/function.ts`;
  if (!existsSync(join(root, file))) return {};
  const { settings } = (await import(pathToFileURL(join(root, file)).href)) as { readonly settings?: FunctionSettings };
  if (settings === undefined) throw new DeclarationError('INVALID_SETTINGS', `${file} exports no settings.`);
  const unknown = Object.keys(settings).filter((key) => !KNOWN.includes(key));
  if (unknown.length === 0) return settings;
  throw new DeclarationError('INVALID_SETTINGS', `${file} has ${unknown.join(', ')}; it may have ${KNOWN.join(', ')}.`);
};

/** Every handler below `src`, bundled; crates are compiled when they are published. The folders say which there are. */
export const readHandlers = async (root: string): Promise<readonly HandlerSource[]> => {
  const src = join(root, 'src');
  const files = PLACES.flatMap((place) => globSync(`${place}/handler.ts`, { cwd: src }));
  const names = files.map((file) => dirname(file).replaceAll('\\', '/')).toSorted();
  const crates = crateFolders(root).map((folder) => [folder.slice('src/'.length), crateAsset(root, folder)] as const);
  const sources = [...bundle(root, names), ...crates].map(
    async ([name, asset]): Promise<HandlerSource> => ({ name, settings: await readSettings(root, name), asset }),
  );
  return (await Promise.all(sources)).toSorted((one, other) => (one.name < other.name ? -1 : 1));
};
