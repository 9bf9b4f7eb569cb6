import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject, type Json, type JsonObject, parseJson } from '../kernel/json.ts';
import type { Asset, Assets } from '../kernel/kernel.ts';

/** One synthesized CloudFormation template. */
export interface Stack {
  readonly name: string;
  readonly template: JsonObject;
}

/** A CDK cloud assembly: its stacks, those that others depend on first, and its assets on disk. */
export interface Assembly {
  readonly stacks: readonly Stack[];
  readonly assets: Assets;
}

/** The folder holds no cloud assembly that can be read; `mend` says how to make one. */
export class AssemblyError extends Error {
  readonly code = 'NO_ASSEMBLY';
  readonly mend: string;
  constructor(message: string, mend: string) {
    super(message);
    this.name = 'AssemblyError';
    this.mend = mend;
  }
}

const readObject = (file: string): JsonObject => {
  const read = (): Json => parseJson(readFileSync(file, 'utf8'));
  let value: Json;
  try {
    value = read();
  } catch (error) {
    throw new AssemblyError(`${file}: ${String(error)}`, 'Run `npx cdk synth` and point here at its output folder.');
  }
  if (isJsonObject(value)) return value;
  throw new AssemblyError(`${file} holds no JSON object`, 'Run `npx cdk synth` again.');
};

const objectAt = (from: JsonObject, name: string): JsonObject => {
  const value = from[name];
  return isJsonObject(value) ? value : {};
};

/** "Cloud assembly schema", FileSource: exactly one of `path` and `executable`. */
const sourceOf = (folder: string, source: JsonObject): Asset =>
  Array.isArray(source.executable)
    ? { command: source.executable.map(String) }
    : { path: join(folder, String(source.path)) };

/** What asset manifests say a bucket and key come from, by `<bucket>/<key>`. Names with ${AWS::…} are filled in. */
const assetSources = (
  folder: string,
  manifest: JsonObject,
  names: Readonly<Record<string, string>>,
): ReadonlyMap<string, Asset> => {
  const sources = new Map<string, Asset>();
  const fill = (text: string): string =>
    text.replace(/\$\{(AWS::[A-Za-z]+)\}/g, (whole, name: string) => names[name] ?? whole);
  for (const file of Object.values(objectAt(manifest, 'files'))) {
    if (!isJsonObject(file)) continue;
    const source = sourceOf(folder, objectAt(file, 'source'));
    for (const destination of Object.values(objectAt(file, 'destinations'))) {
      if (!isJsonObject(destination)) continue;
      sources.set(`${fill(String(destination.bucketName))}/${String(destination.objectKey)}`, source);
    }
  }
  return sources;
};

const inOrder = (artifacts: JsonObject): readonly string[] => {
  const ordered = new Set<string>();
  const visit = (id: string): void => {
    const artifact = artifacts[id];
    if (ordered.has(id) || !isJsonObject(artifact)) return;
    const dependencies = artifact.dependencies;
    if (Array.isArray(dependencies)) for (const dependency of dependencies) visit(String(dependency));
    ordered.add(id);
  };
  for (const id of Object.keys(artifacts).sort()) visit(id);
  return [...ordered];
};

/**
 * Reads `cdk synth`'s output (AWS CDK Reference, "Cloud assembly schema").
 * @throws AssemblyError
 */
export const readAssembly = (folder: string, names: Readonly<Record<string, string>>): Assembly => {
  const artifacts = objectAt(readObject(join(folder, 'manifest.json')), 'artifacts');
  const stacks: Stack[] = [];
  const sources = new Map<string, Asset>();
  for (const id of inOrder(artifacts)) {
    const artifact = objectAt(artifacts, id);
    const properties = objectAt(artifact, 'properties');
    if (artifact.type === 'aws:cloudformation:stack') {
      const name = typeof properties.stackName === 'string' ? properties.stackName : id;
      stacks.push({ name, template: readObject(join(folder, String(properties.templateFile))) });
    } else if (artifact.type === 'cdk:asset-manifest') {
      const manifest = readObject(join(folder, String(properties.file)));
      for (const [destination, source] of assetSources(folder, manifest, names)) sources.set(destination, source);
    }
  }
  return { stacks, assets: { locate: (bucket, key) => sources.get(`${bucket}/${key}`) } };
};
