import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { CONFIG_FILE } from '../../project.ts';
import { type Given, type StandaloneCommand, UsageError } from '../command.ts';
import { exampleFiles } from './example.ts';
import { manifestOf, specifiersOf } from './manifest.ts';

/** A name that npm and a configuration take, made of a folder's. */
const nameOf = (folder: string): string => {
  const name = basename(folder)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return /^[a-z]/.test(name) ? name : 'orders';
};

/** @throws UsageError when something is in the folder already: nothing of it is overwritten */
const requireEmpty = (folder: string): void => {
  const [first] = existsSync(folder) ? readdirSync(folder) : [];
  if (first !== undefined)
    throw new UsageError(`${folder} is not empty: it has ${first}. Name a new folder. Nothing was touched.`);
};

/** All or nothing: the files are written beside the folder, which then takes its name. */
const write = (folder: string, files: ReadonlyMap<string, string>): void => {
  mkdirSync(dirname(folder), { recursive: true });
  const staged = join(dirname(folder), `.${basename(folder)}-${process.pid}`);
  try {
    for (const [file, text] of files) {
      mkdirSync(dirname(join(staged, file)), { recursive: true });
      writeFileSync(join(staged, file), text);
    }
    if (existsSync(folder)) rmdirSync(folder);
    renameSync(staged, folder);
  } catch (error) {
    rmSync(staged, { recursive: true, force: true });
    throw error;
  }
};

const filesOf = (given: Given, folder: string): ReadonlyMap<string, string> => {
  const name = nameOf(folder);
  const specifiers = typeof given.packages === 'string' ? specifiersOf(given.packages, folder) : {};
  const files = new Map(exampleFiles());
  files.set('package.json', manifestOf(files.get('package.json') ?? '', name, specifiers));
  files.set(CONFIG_FILE, (files.get(CONFIG_FILE) ?? '').replace("name: 'orders'", `name: '${name}'`));
  return files;
};

export const init: StandaloneCommand = {
  standalone: true,
  name: 'init',
  summary: 'Make a small complete project: orders and payments, two consumers, a workflow that waits.',
  usage: 'carillon init <folder> [options]',
  options: {
    packages: {
      value: '<dir>',
      help: 'A folder with tarballs of the packages, as npm run pack makes them. Default: the registry.',
    },
    json: { help: 'Print one JSON object.' },
  },
  examples: ['carillon init my-orders', 'carillon init my-orders --packages ./packages'],
  async run(given, [named, ...more]) {
    if (named === undefined || more.length > 0)
      throw new UsageError('init takes one folder, new or empty: carillon init my-orders.');
    const folder = resolve(named);
    requireEmpty(folder);
    const files = filesOf(given, folder);
    write(folder, files);
    const wrote = [...files.keys()].toSorted();
    if (given.json === true) console.log(JSON.stringify({ ok: true, folder, wrote }));
    else console.log(`wrote ${wrote.length} files to ${folder}\nNext: cd ${named} && npm install && npm start`);
    return 0;
  },
};
