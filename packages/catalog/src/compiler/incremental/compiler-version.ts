import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { digest } from './stamps.ts';

const compiler = fileURLToPath(new URL('..', import.meta.url));
const packages: readonly string[] = ['ajv', 'ajv-formats', 'esbuild', 'json-schema-to-typescript', 'yaml'];

/** Says what compiles: every source of the compiler, the packages that it stands on, and Node. What another one remembered is forgotten. */
export function compilerVersion(): string {
  const sources = readdirSync(compiler, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|js|rs)$/.test(path) && !path.endsWith('.test.ts'))
    .sort()
    .map((path) => `${path} ${readFileSync(join(compiler, path), 'utf8')}`);
  const stands = packages.map((name) => readFileSync(fileURLToPath(import.meta.resolve(manifestOf(name))), 'utf8'));
  return digest(process.version, ...stands, ...sources);
}

/** Every one of them lets its manifest be read. */
const manifestOf = (name: string): string => `${name}/package.json`;
