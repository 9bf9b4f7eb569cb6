import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { APP_PROPS } from './app-props.ts';
import { CarillonStack } from './carillon-stack.ts';
import { readSystem } from './read-system.ts';

const ROOT = join(import.meta.dirname, '..');

interface Operation {
  readonly action: 'send' | 'receive';
  readonly 'x-eventbridge'?: { readonly pattern: unknown };
}

const synthesize = (): { readonly template: string; readonly report: string } => {
  const outdir = mkdtempSync(join(tmpdir(), 'carillon-synth-'));
  const app = new App({ ...APP_PROPS, outdir, builtinCloudFormationValidation: true });
  new CarillonStack(app, 'Carillon', readSystem(ROOT));
  app.synth();
  const read = (file: string): string => readFileSync(join(outdir, file), 'utf8');
  return { template: read('Carillon.template.json'), report: read('validation-report.json') };
};

describe('the system in this repository', { timeout: 120_000 }, () => {
  const { template, report } = synthesize();

  it('has a rule for every consumer of asyncapi.yaml, with its pattern', () => {
    const { operations } = parse(readFileSync(join(ROOT, 'asyncapi.yaml'), 'utf8')) as {
      readonly operations: Readonly<Record<string, Operation>>;
    };
    const wanted = Object.values(operations)
      .filter(({ action }) => action === 'receive')
      .map((operation) => JSON.stringify(operation['x-eventbridge']?.pattern));
    const { Resources } = JSON.parse(template) as {
      readonly Resources: Readonly<
        Record<string, { readonly Type: string; readonly Properties: { readonly EventPattern?: unknown } }>
      >;
    };
    const rules = Object.values(Resources)
      .filter(({ Type }) => Type === 'AWS::Events::Rule')
      .map(({ Properties }) => JSON.stringify(Properties.EventPattern));
    expect(rules.toSorted()).toEqual(wanted.toSorted());
  });

  it('has nothing against it by the rules that CloudFormation and CDK know', () => {
    const { pluginReports } = JSON.parse(report) as {
      readonly pluginReports: readonly { readonly violations: unknown }[];
    };
    expect(pluginReports.flatMap(({ violations }) => violations)).toEqual([]);
  });

  it('holds nothing of the machine on which it was made', () => {
    expect(template).not.toContain(ROOT);
    expect(synthesize().template).toBe(template);
  });
});
