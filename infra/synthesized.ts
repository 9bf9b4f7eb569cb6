import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Application, newApp } from '@carillon/constructs';
import type { Settings } from './settings.ts';
import { addStacks } from './stacks.ts';

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
}

interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

export interface Synthesized {
  /** Stack -> its template as text. */
  readonly texts: Readonly<Record<string, string>>;
  readonly templates: Readonly<Record<string, Template>>;
  /** The resources of all stacks; no two have one logical id. */
  readonly resources: Readonly<Record<string, Resource>>;
  /** What CDK's own validation has against it; empty unless it was asked. */
  readonly violations: readonly unknown[];
}

interface Report {
  readonly pluginReports: readonly { readonly violations?: readonly unknown[] }[];
}

/** The stacks of this application in an environment, synthesized into a folder that is removed afterwards. For tests. */
export const synthesized = (application: Application, settings: Settings, validate = false): Synthesized => {
  const outdir = mkdtempSync(join(tmpdir(), 'carillon-synth-'));
  try {
    const app = newApp({ outdir, builtinCloudFormationValidation: validate });
    addStacks(app, application, settings);
    const { stacks } = app.synth();
    const templates = Object.fromEntries(stacks.map(({ stackName, template }) => [stackName, template as Template]));
    const report = (): Report => JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')) as Report;
    return {
      texts: Object.fromEntries(
        stacks.map(({ stackName, templateFullPath }) => [stackName, readFileSync(templateFullPath, 'utf8')]),
      ),
      templates,
      resources: Object.assign(
        {},
        ...Object.values(templates).map(({ Resources }) => Resources),
      ) as Template['Resources'],
      violations: validate ? report().pluginReports.flatMap(({ violations = [] }) => violations) : [],
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
};
