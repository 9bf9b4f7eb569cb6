import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Environment, EnvironmentError, environmentFrom } from './environment.ts';

const FOLDER = 'infra/environments';

const parsed = (file: string, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new EnvironmentError(`${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
};

/** Names of the environments there are, sorted. */
export const environmentNames = (root: string): readonly string[] =>
  globSync(`${FOLDER}/*.json`, { cwd: root })
    .map((file) => basename(file, '.json'))
    .sort();

/** `infra/environments/<name>.json`, checked. @throws EnvironmentError saying which there are, or what is wrong with it. */
export const readEnvironment = (root: string, name: string): Environment => {
  const known = environmentNames(root);
  if (!known.includes(name))
    throw new EnvironmentError(
      `There is no environment "${name}"; there are ${known.join(', ')}. Add ${FOLDER}/<name>.json.`,
    );
  const file = `${FOLDER}/${name}.json`;
  return environmentFrom(name, file, parsed(file, readFileSync(join(root, file), 'utf8')));
};
