import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newApp, readApplication } from '@carillon/constructs';
import { environmentNames } from '@carillon/constructs/environment';
import { type NagReport, nagReport } from '@carillon/constructs/nag-report';
import { afterAll, describe, expect, it } from 'vitest';
import { readSettings, type Settings } from './settings.ts';
import { addStacks } from './stacks.ts';

const ROOT = join(import.meta.dirname, '..');
const outdir = mkdtempSync(join(tmpdir(), 'carillon-nag-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

const application = await readApplication(ROOT);

describe('cdk-nag, AwsSolutions and HIPAA.Security', () => {
  const reportOf = (settings: Settings): NagReport => {
    const app = newApp({ outdir });
    addStacks(app, application, settings);
    return nagReport(app);
  };

  it.each(environmentNames(ROOT))('has nothing open in %s, and a reason for each suppressed rule', (name) => {
    const { open, suppressed } = reportOf(readSettings(ROOT, name));
    expect(open).toEqual([]);
    expect(suppressed.filter(({ text }) => text.length < 30)).toEqual([]);
    // The narrowest place: a resource, never a stack or a construct of many.
    expect(suppressed.filter(({ at }) => at.split('/').length < 2)).toEqual([]);
  });

  it('suppresses less in prod than in dev: sign-in is as strict as the rules', () => {
    const rules = (name: string): readonly string[] =>
      reportOf(readSettings(ROOT, name)).suppressed.map(({ rule }) => rule);
    expect(rules('dev')).toEqual(expect.arrayContaining(['AwsSolutions-COG2', 'AwsSolutions-COG8']));
    expect(rules('prod').filter((rule) => rule.startsWith('AwsSolutions-COG'))).toEqual([]);
  });

  it('has nothing open in a VPC with a datastore of its own either, and needs one exception less', () => {
    const settings = {
      ...readSettings(ROOT, 'prod'),
      datastoreId: '0123456789abcdef0123456789abcdef',
      vpc: { subnetIds: ['subnet-0a1b2c3d'], securityGroupIds: ['sg-0a1b2c3d'] },
      alarmEmails: ['on-call@example.org'],
    };
    const { open, suppressed } = reportOf(settings);
    expect(open).toEqual([]);
    expect(suppressed.filter(({ rule }) => rule === 'HIPAA.Security-LambdaInsideVPC')).toEqual([]);
  });
});
