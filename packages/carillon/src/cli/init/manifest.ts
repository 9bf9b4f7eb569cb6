import { existsSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { UsageError } from '../command.ts';

/** The packages of the engine, by the beginning of their tarballs' names as `npm pack` makes them. */
const PACKAGES: Readonly<Record<string, string>> = {
  carillon: 'carillon',
  '@carillon/catalog': 'carillon-catalog',
  '@carillon/constructs': 'carillon-constructs',
  '@carillon/local': 'carillon-local',
  '@carillon/runtime': 'carillon-runtime',
};

/** Where npm takes each package of the engine from: by its name, a specifier as `file:../carillon-0.1.0.tgz`. */
export type EngineSpecifiers = Readonly<Record<string, string>>;

/** Specifiers of the tarballs in a folder, for a project in another one. @throws UsageError naming what it lacks */
export const specifiersOf = (packages: string, project: string): EngineSpecifiers => {
  if (!existsSync(packages)) throw new UsageError(`--packages ${packages}: there is no such folder.`);
  const files = readdirSync(packages);
  const found = Object.entries(PACKAGES).map(([name, start]) => {
    const file = files.find((each) => new RegExp(`^${start}-\\d.*\\.tgz$`).test(each));
    return [name, file] as const;
  });
  const missing = found.filter(([, file]) => file === undefined).map(([name]) => name);
  if (missing.length > 0)
    throw new UsageError(`--packages ${packages} has no tarball of ${missing.join(', ')}. npm pack makes them.`);
  const place = relative(resolve(project), resolve(packages)).replaceAll('\\', '/');
  return Object.fromEntries(
    found.map(([name, file = '']) => [name, `file:${join(place, file).replaceAll('\\', '/')}`]),
  );
};

interface Manifest {
  readonly name: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** A package depends on the others by version: where no registry has them, the project itself lists each. */
const withSpecifiers = (
  dependencies: Readonly<Record<string, string>>,
  specifiers: EngineSpecifiers,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(dependencies).map(([name, version]) => [name, specifiers[name] ?? version]));

/** The example's package.json for a project of another name. */
export const manifestOf = (text: string, name: string, specifiers: EngineSpecifiers): string => {
  const manifest = JSON.parse(text) as Manifest;
  const { dependencies } = manifest;
  const own = new Set(Object.keys(dependencies));
  const missing = Object.entries(specifiers).filter(([each]) => !own.has(each));
  const devDependencies = Object.entries({ ...manifest.devDependencies, ...Object.fromEntries(missing) });
  const sorted = Object.fromEntries(devDependencies.toSorted(([one], [other]) => (one < other ? -1 : 1)));
  const named = {
    ...manifest,
    name,
    dependencies: withSpecifiers(dependencies, specifiers),
    devDependencies: withSpecifiers(sorted, specifiers),
  };
  return `${JSON.stringify(named, null, 2)}\n`;
};
