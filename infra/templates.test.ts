import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readApplication } from '@carillon/constructs';
import { environmentNames } from '@carillon/constructs/environment';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readSettings } from './settings.ts';
import { synthesized } from './synthesized.ts';

const ROOT = join(import.meta.dirname, '..');

interface Operation {
  readonly action: 'send' | 'receive';
  readonly 'x-eventbridge'?: { readonly pattern: unknown };
}

const application = await readApplication(ROOT);

describe.each(environmentNames(ROOT))('the application, in %s', (name) => {
  const settings = readSettings(ROOT, name);
  const { texts, templates, resources, violations } = synthesized(application, settings, true);

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

  it('breaks no rule that CloudFormation and CDK know', () => {
    expect(violations).toEqual([]);
  });

  it('holds nothing of the machine on which it was made, and is the same again', async () => {
    for (const text of Object.values(texts)) expect(text).not.toContain(ROOT);
    expect(synthesized(await readApplication(ROOT), settings).texts).toEqual(texts);
  });

  it.each(Object.keys(templates))('leaves room in %s below the limits of CloudFormation', (stack) => {
    // "AWS CloudFormation quotas": 500 resources, 200 outputs, a template body of 1 MB in S3.
    expect(Object.keys(templates[stack]?.Resources ?? {}).length).toBeLessThan(250);
    expect(Object.keys(templates[stack]?.Outputs ?? {}).length).toBeLessThan(100);
    expect(texts[stack]?.length).toBeLessThan(500_000);
  });
});

describe('the stacks', () => {
  const settings = readSettings(ROOT, 'prod');
  const { texts, resources } = synthesized(application, settings);

  it('refer to earlier ones alone: data, bus, then workflow and edge', () => {
    const importsOf = (stack: string): readonly string[] => [
      ...new Set([...(texts[stack] ?? '').matchAll(/"Fn::ImportValue": "(\w+):/g)].map(([, from]) => from ?? '')),
    ];
    expect(importsOf('CarillonData')).toEqual([]);
    expect(importsOf('CarillonBus')).toEqual(['CarillonData']);
    expect(importsOf('CarillonWorkflow').toSorted()).toEqual(['CarillonBus', 'CarillonData']);
    expect(importsOf('CarillonEdge').toSorted()).toEqual(['CarillonBus', 'CarillonData']);
  });

  it('keep what cannot be made again: datastore, users, patients, sites, ledger, counts', () => {
    const kept = Object.entries(resources).filter(
      ([, { Type, DeletionPolicy }]) =>
        DeletionPolicy === 'Retain' && /^AWS::(DynamoDB|Cognito|HealthLake)::/.test(Type),
    );
    expect(kept.map(([id]) => id.replace(/[0-9A-F]{8}$/, '')).toSorted()).toEqual([
      'CountTable',
      'FhirDatastore',
      'LedgerTable',
      'PatientTable',
      'SignInUserPool',
      'SiteTable',
    ]);
    const [userPool] = Object.values(resources).filter(({ Type }) => Type === 'AWS::Cognito::UserPool');
    expect(userPool?.Properties.DeletionProtection).toBe('ACTIVE');
  });

  it('use a datastore that an environment brings, known by its id', () => {
    const datastoreId = '0123456789abcdef0123456789abcdef';
    const brought = synthesized(application, { ...settings, datastoreId });
    const types = Object.values(brought.resources).map(({ Type }) => Type);
    expect(types).not.toContain('AWS::HealthLake::FHIRDatastore');
    expect(brought.texts.CarillonData).toContain(`:datastore/fhir/${datastoreId}`);
    expect(brought.texts.CarillonData).toContain(`/datastore/${datastoreId}/r4/`);
  });

  it('have a pipe with its own filter for each table whose stream is published', () => {
    const pipes = Object.entries(resources).filter(([, { Type }]) => Type === 'AWS::Pipes::Pipe');
    const published = pipes.map(([id, { Properties }]) => {
      const { FilterCriteria, DynamoDBStreamParameters } = Properties.SourceParameters as {
        readonly FilterCriteria: { readonly Filters: readonly { readonly Pattern: string }[] };
        readonly DynamoDBStreamParameters: { readonly MaximumRetryAttempts: number };
      };
      const filters = FilterCriteria.Filters.map(({ Pattern }) => JSON.parse(Pattern) as unknown);
      return [id.replace(/Pipe[0-9A-F]{8}$/, ''), filters, DynamoDBStreamParameters.MaximumRetryAttempts];
    });
    const present = (attribute: string): object => ({ NewImage: { [attribute]: { S: [{ exists: true }] } } });
    expect(published).toEqual([
      ['PatientStream', [{ eventName: ['INSERT', 'MODIFY', 'REMOVE'] }], 5],
      ['SiteStream', [{ eventName: ['INSERT', 'MODIFY'] }], 5],
      // Nothing recorded is changed, so a MODIFY is of no event; others wait for what was recorded.
      ['RunLedger', [{ eventName: ['INSERT'], dynamodb: present('eventName') }], -1],
      ['CallbackRecord', [{ eventName: ['INSERT', 'MODIFY'], dynamodb: present('token') }], -1],
    ]);
  });

  it('start an export every five minutes, and give a start up that its successor has overtaken', () => {
    const [schedule, ...more] = Object.values(resources).filter(({ Type }) => Type === 'AWS::Scheduler::Schedule');
    expect(more).toEqual([]);
    expect(schedule?.Properties).toMatchObject({
      ScheduleExpression: 'rate(5 minutes)',
      Target: { RetryPolicy: { MaximumEventAgeInSeconds: 300 } },
    });
  });

  it('log and trace nothing of the data that flows: no execution data, no bodies, no headers', () => {
    const text = JSON.stringify(resources);
    // Step Functions, Pipes and API Gateway each have a switch of their own.
    expect(text).not.toMatch(/"(IncludeExecutionData|DataTraceEnabled)":(true|\[)/);
    expect(text).not.toMatch(
      /\$context\.(authorizer|error\.messageString|integration)|requestBody|request\.header\.Auth/,
    );
    const machines = Object.values(resources).filter(({ Type }) => Type === 'AWS::StepFunctions::StateMachine');
    expect(machines.length).toBeGreaterThan(0);
    for (const { Properties } of machines)
      expect(Properties.LoggingConfiguration).toMatchObject({ IncludeExecutionData: false });
    const functions = Object.values(resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
    const environments = functions.map(
      ({ Properties }) => (Properties.Environment as { readonly Variables: object }).Variables,
    );
    // Powertools logs the whole event on POWERTOOLS_LOGGER_LOG_EVENT, and request bodies on a capture setting.
    for (const variables of environments)
      expect(Object.keys(variables).filter((name) => /LOG_EVENT|CAPTURE|DEBUG|POWERTOOLS_DEV/.test(name))).toEqual([]);
  });
});
