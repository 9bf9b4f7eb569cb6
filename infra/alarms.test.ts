import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readApplication } from '@carillon/constructs';
import { describe, expect, it } from 'vitest';
import { readSettings } from './settings.ts';
import { synthesized } from './synthesized.ts';

const ROOT = join(import.meta.dirname, '..');

interface Dimension {
  readonly Name: string;
  readonly Value: unknown;
}

interface Alarm {
  readonly AlarmDescription: string;
  readonly AlarmActions: readonly unknown[];
  readonly TreatMissingData: string;
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: readonly Dimension[];
}

const { resources } = synthesized(await readApplication(ROOT), {
  ...readSettings(ROOT, 'prod'),
  alarmEmails: ['on-call@example.org'],
});
const all = (type: string): readonly unknown[] =>
  Object.values(resources)
    .filter(({ Type }) => Type === type)
    .map(({ Properties }) => Properties);
const alarms = all('AWS::CloudWatch::Alarm') as readonly Alarm[];
const runbooks = globSync('docs/runbooks/*.md', { cwd: ROOT }).filter((file) => basename(file) !== 'README.md');

describe('alarms', () => {
  it('name a runbook each, and are sent to somebody', () => {
    expect(alarms.length).toBeGreaterThan(30);
    for (const { AlarmDescription, AlarmActions } of alarms) {
      expect(runbooks).toContain(/ Runbook: (\S+)$/.exec(AlarmDescription)?.[1]);
      expect(AlarmActions).toHaveLength(1);
    }
    expect(all('AWS::SNS::Subscription')).toMatchObject([{ Protocol: 'email', Endpoint: 'on-call@example.org' }]);
  });

  it('watch every dead-letter queue, every consumer, every pipe and every table', () => {
    const of = (metric: string): number => alarms.filter(({ MetricName }) => MetricName === metric).length;
    const queues = all('AWS::SQS::Queue').length;
    const consumers = all('AWS::Lambda::EventSourceMapping').length;
    expect(of('ApproximateNumberOfMessagesVisible')).toBe(queues - consumers);
    expect(of('ApproximateAgeOfOldestMessage')).toBe(consumers);
    expect(of('StreamAge')).toBe(all('AWS::Pipes::Pipe').length);
    expect(of('InvocationsFailedToBeSentToDlq')).toBe(all('AWS::Events::Rule').length);
    const sums = alarms.filter(({ MetricName }) => MetricName === undefined).map((each) => JSON.stringify(each));
    expect(sums.filter((text) => text.includes('WriteThrottleEvents')).length).toBe(all('AWS::DynamoDB::Table').length);
  });

  it('are raised when no run is completed for three hours, and by missing data in no other case', () => {
    const silent = alarms.filter(({ TreatMissingData }) => TreatMissingData === 'breaching');
    expect(silent).toMatchObject([{ MetricName: 'RunsCompleted', Period: 3_600, EvaluationPeriods: 3, Threshold: 1 }]);
  });

  it('on metrics of functions use the names under which they are published', () => {
    const declared = ['packages/runtime/src/observability/log.ts', 'src/observability.ts']
      .map((file) => readFileSync(join(ROOT, file), 'utf8'))
      .join('\n');
    const services = all('AWS::Lambda::Function').map(
      (each) =>
        (each as { readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> } }).Environment
          .Variables.POWERTOOLS_SERVICE_NAME,
    );
    const own = alarms.filter(({ Namespace }) => Namespace === 'Carillon');
    expect(own.length).toBeGreaterThan(5);
    for (const { MetricName, Dimensions } of own) {
      expect(declared).toContain(`'${MetricName}'`);
      expect(Dimensions).toEqual([{ Name: 'service', Value: expect.toSatisfy((name) => services.includes(name)) }]);
    }
  });
});

describe('an alarm of a rule', () => {
  it('names bus and rule: of a custom bus no metric has the rule alone', () => {
    const own = alarms.filter(({ Namespace }) => Namespace === 'AWS/Events');
    expect(own.length).toBeGreaterThan(5);
    for (const { Dimensions = [] } of own) {
      expect(Dimensions.map(({ Name }) => Name)).toEqual(['EventBusName', 'RuleName']);
      // Ref of such a rule is `bus|name`, so the name comes from the ARN.
      expect(JSON.stringify(Dimensions[1]?.Value)).toMatch(/"Fn::Select":\[2,\{"Fn::Split":\["\/"/);
    }
  });
});

describe('a runbook', () => {
  it.each(runbooks)('%s has an alarm, says what it means and how to mend it, and names the commands', (file) => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    expect(alarms.some(({ AlarmDescription }) => AlarmDescription.endsWith(`Runbook: ${file}`))).toBe(true);
    for (const part of ['**What it means.**', '**Look.**', '**Mend.**', 'npx carillon ']) expect(text).toContain(part);
    expect(readFileSync(join(ROOT, 'docs/runbooks/README.md'), 'utf8')).toContain(`(${basename(file)})`);
  });
});

describe('the commands that runbooks name', () => {
  const named = runbooks
    .flatMap((file) => [...readFileSync(join(ROOT, file), 'utf8').matchAll(/npx carillon (\w+) (\w+)/g)])
    .map(([, command = '', action = '']) => [command, action] as const);

  it('are there', () => {
    expect(named.length).toBeGreaterThan(20);
    for (const command of new Set(named.map(([name]) => name))) {
      const { stdout } = spawnSync(process.execPath, ['packages/carillon/bin/carillon.mjs', command, '--help'], {
        cwd: ROOT,
        encoding: 'utf8',
      });
      const usage = stdout.split('\n\n').find((part) => part.startsWith('Usage:')) ?? '';
      for (const [name, action] of named) if (name === command) expect(usage).toMatch(new RegExp(`\\b${action}\\b`));
    }
  });
});

describe('the dashboard', () => {
  it('shows our metrics by the names that functions publish them', () => {
    const [board] = all('AWS::CloudWatch::Dashboard');
    const text = JSON.stringify(board);
    const names = [...text.matchAll(/\{Carillon,service\} [^']*/g)].flatMap(([search]) => [
      ...search.matchAll(/MetricName=\\+"(\w+)/g),
    ]);
    const declared = ['packages/runtime/src/observability/log.ts', 'src/observability.ts']
      .map((file) => readFileSync(join(ROOT, file), 'utf8'))
      .join('\n');
    expect(names.length).toBeGreaterThan(5);
    for (const [, name] of names) expect(declared).toContain(`'${name}'`);
  });
});
