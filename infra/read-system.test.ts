import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentNames, readEnvironment } from '@carillon/constructs/read-environment';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readSystem } from './read-system.ts';
import { synthesized } from './synthesized.ts';

const ROOT = join(import.meta.dirname, '..');

interface Operation {
  readonly action: 'send' | 'receive';
  readonly 'x-eventbridge'?: { readonly pattern: unknown };
}

describe.each(environmentNames(ROOT))('the system in this repository, in %s', { timeout: 120_000 }, (name) => {
  const environment = readEnvironment(ROOT, name);
  const { texts, templates, resources, violations } = synthesized(readSystem(ROOT), environment, true);

  it('has a rule for every consumer of asyncapi.yaml, with its pattern', () => {
    const { operations } = parse(readFileSync(join(ROOT, 'asyncapi.yaml'), 'utf8')) as {
      readonly operations: Readonly<Record<string, Operation>>;
    };
    const wanted = Object.values(operations)
      .filter(({ action }) => action === 'receive')
      .map((operation) => JSON.stringify(operation['x-eventbridge']?.pattern));
    const rules = Object.values(resources)
      .filter(({ Type }) => Type === 'AWS::Events::Rule')
      .map(({ Properties }) => JSON.stringify(Properties.EventPattern));
    expect(rules.toSorted()).toEqual(wanted.toSorted());
  });

  it('has nothing against it by the rules that CloudFormation and CDK know', () => {
    expect(violations).toEqual([]);
  });

  it('holds nothing of the machine on which it was made, and is the same again', () => {
    for (const text of Object.values(texts)) expect(text).not.toContain(ROOT);
    expect(synthesized(readSystem(ROOT), environment).texts).toEqual(texts);
  });

  it.each(Object.keys(templates))('leaves room in %s below the limits of CloudFormation', (stack) => {
    // "AWS CloudFormation quotas": 500 resources, 200 outputs, a template body of 1 MB in S3.
    expect(Object.keys(templates[stack]?.Resources ?? {}).length).toBeLessThan(250);
    expect(Object.keys(templates[stack]?.Outputs ?? {}).length).toBeLessThan(100);
    expect(texts[stack]?.length).toBeLessThan(500_000);
  });
});
