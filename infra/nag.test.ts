import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nagReport } from '@carillon/constructs/nag-report';
import { environmentNames, readEnvironment } from '@carillon/constructs/read-environment';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Stack } from 'aws-cdk-lib/core';
import { afterAll, describe, expect, it } from 'vitest';
import { fixtureEnvironment, fixtureSystem } from './fixture-system.ts';
import { readSystem } from './read-system.ts';
import { systemApp } from './system-app.ts';

const ROOT = join(import.meta.dirname, '..');
const outdir = mkdtempSync(join(tmpdir(), 'carillon-nag-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

describe('cdk-nag, AwsSolutions and HIPAA.Security', { timeout: 60_000 }, () => {
  const system = readSystem(ROOT);

  it.each(environmentNames(ROOT))('has nothing open in %s, and a reason for all that was accepted', (name) => {
    const { open, accepted } = nagReport(systemApp(system, readEnvironment(ROOT, name), outdir));
    expect(open).toEqual([]);
    expect(accepted.filter(({ text }) => text.length < 30)).toEqual([]);
    // The narrowest place: a resource, never a stack or a construct of many.
    expect(accepted.filter(({ at }) => at.split('/').length < 2)).toEqual([]);
  });

  it('accepts less in prod than in dev: sign-in is as strict as the rules', () => {
    const rules = (name: string): readonly string[] =>
      nagReport(systemApp(system, readEnvironment(ROOT, name), outdir)).accepted.map(({ rule }) => rule);
    expect(rules('dev')).toEqual(expect.arrayContaining(['AwsSolutions-COG2', 'AwsSolutions-COG8']));
    expect(rules('prod').filter((rule) => rule.startsWith('AwsSolutions-COG'))).toEqual([]);
  });

  it('has nothing open in a VPC with a datastore of its own either, and needs one exception less', () => {
    const settings = {
      ...readEnvironment(ROOT, 'prod'),
      datastoreId: '0123456789abcdef0123456789abcdef',
      vpc: { subnetIds: ['subnet-0a1b2c3d'], securityGroupIds: ['sg-0a1b2c3d'] },
      alarmEmails: ['on-call@example.org'],
    };
    const { open, accepted } = nagReport(systemApp(system, settings, outdir));
    expect(open).toEqual([]);
    expect(accepted.filter(({ rule }) => rule === 'HIPAA.Security-LambdaInsideVPC')).toEqual([]);
  });

  it('sees what is added without a reason', () => {
    const app = systemApp(fixtureSystem(), fixtureEnvironment(), outdir);
    new Queue(Stack.of(app.node.findChild('CarillonData')), 'Planted');
    const { open } = nagReport(app);
    expect(open.map(({ rule, at }) => [rule, at])).toEqual([
      ['AwsSolutions-SQS3', 'CarillonData/Planted/Resource'],
      ['AwsSolutions-SQS4', 'CarillonData/Planted/Resource'],
    ]);
  });
});
