import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { APP_PROPS } from '@carillon/constructs/app-props';
import type { Environment } from '@carillon/constructs/environment';
import { App } from 'aws-cdk-lib/core';
import type { System } from './system.ts';
import { systemStacks } from './system-stacks.ts';

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
}

interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

/** A file asset as the stack's manifest has it, by its hash. */
export type FileAssets = Readonly<
  Record<string, { readonly source: { readonly path?: string; readonly executable?: readonly string[] } }>
>;

export interface Synthesized {
  /** Stack -> its template as text. */
  readonly texts: Readonly<Record<string, string>>;
  readonly templates: Readonly<Record<string, Template>>;
  /** The resources of all stacks; no two have one logical id. */
  readonly resources: Readonly<Record<string, Resource>>;
  /** Stack -> what is published with it. */
  readonly assets: Readonly<Record<string, FileAssets>>;
  /** What CDK's own validation has against it; empty unless it was asked. */
  readonly violations: readonly unknown[];
}

const STACKS = ['CarillonData', 'CarillonBus', 'CarillonWorkflow', 'CarillonEdge'];

interface Report {
  readonly pluginReports: readonly { readonly violations?: readonly unknown[] }[];
}

/** The stacks of a system in an environment, synthesized into a folder that is gone afterwards. For tests. */
export const synthesized = (system: System, settings: Environment, validate = false): Synthesized => {
  const outdir = mkdtempSync(join(tmpdir(), 'carillon-synth-'));
  try {
    const app = new App({ ...APP_PROPS, outdir, builtinCloudFormationValidation: validate });
    systemStacks(app, system, settings);
    app.synth();
    const read = (file: string): string => readFileSync(join(outdir, file), 'utf8');
    const texts = Object.fromEntries(STACKS.map((stack) => [stack, read(`${stack}.template.json`)]));
    const templates = Object.fromEntries(
      Object.entries(texts).map(([stack, text]) => [stack, JSON.parse(text) as Template]),
    );
    const assets = STACKS.map((stack) => [
      stack,
      (JSON.parse(read(`${stack}.assets.json`)) as { readonly files: FileAssets }).files,
    ]);
    const reports = validate ? (JSON.parse(read('validation-report.json')) as Report).pluginReports : [];
    return {
      texts,
      templates,
      resources: Object.assign(
        {},
        ...Object.values(templates).map(({ Resources }) => Resources),
      ) as Template['Resources'],
      assets: Object.fromEntries(assets),
      violations: reports.flatMap(({ violations = [] }) => violations),
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
};
