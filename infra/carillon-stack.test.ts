import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { describe, expect, it } from 'vitest';
import { APP_PROPS } from './app-props.ts';
import { CarillonStack } from './carillon-stack.ts';
import { fixtureHandler, fixtureListener, fixtureSystem } from './fixture-system.ts';
import type { System } from './system.ts';

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, unknown>>;
  readonly Sid?: string;
}

const synthesize = (system: System, validate = false): { readonly text: string; readonly report: string } => {
  const outdir = mkdtempSync(join(tmpdir(), 'carillon-synth-'));
  const app = new App({ ...APP_PROPS, outdir, builtinCloudFormationValidation: validate });
  new CarillonStack(app, 'Carillon', system);
  app.synth();
  return {
    text: readFileSync(join(outdir, 'Carillon.template.json'), 'utf8'),
    report: validate ? readFileSync(join(outdir, 'validation-report.json'), 'utf8') : '',
  };
};

const templateOf = (system: System): Template => JSON.parse(synthesize(system).text) as Template;
const template = templateOf(fixtureSystem());
const all = (type: string, { Resources } = template): readonly Resource[] =>
  Object.values(Resources).filter(({ Type }) => Type === type);

const counts = ({ Resources }: Template): Readonly<Record<string, number>> => {
  const found: Record<string, number> = {};
  for (const { Type } of Object.values(Resources)) found[Type] = (found[Type] ?? 0) + 1;
  return found;
};

describe('the template', () => {
  it('is the same each time', () => {
    expect(synthesize(fixtureSystem()).text).toBe(synthesize(fixtureSystem()).text);
  });

  it('has nothing against it by the rules that CloudFormation and CDK know', () => {
    const { pluginReports } = JSON.parse(synthesize(fixtureSystem(), true).report) as {
      readonly pluginReports: readonly { readonly violations?: readonly unknown[] }[];
    };
    expect(pluginReports.flatMap(({ violations = [] }) => violations)).toEqual([]);
  });

  it('has room left below the limits of CloudFormation', () => {
    // "AWS CloudFormation quotas": 500 resources, 1 MB, 200 outputs.
    expect(Object.keys(template.Resources).length).toBeLessThan(350);
    expect(synthesize(fixtureSystem()).text.length).toBeLessThan(500_000);
  });

  it('has no code of tools in it: no custom resources, no functions but ours', () => {
    const types = Object.keys(counts(template));
    expect(types.filter((type) => type.startsWith('Custom::') || type.includes('CustomResource'))).toEqual([]);
    const described = all('AWS::Lambda::Function').map(({ Properties }) => Properties.Description);
    expect(described.toSorted()).toEqual(
      fixtureSystem()
        .handlers.map(({ name }) => `src/${name}`)
        .toSorted(),
    );
  });
});

describe('a consumer', () => {
  const added = (): Template => {
    const system = fixtureSystem();
    return templateOf({
      ...system,
      listeners: [...system.listeners, fixtureListener('bed-counter')],
      handlers: [...system.handlers, fixtureHandler('consumers/bed-counter')],
    });
  };

  it('adds its own parts, and changes nothing else', () => {
    const more = added();
    const names = Object.keys(more.Resources).filter((name) => !(name in template.Resources));
    const types = names.map((name) => more.Resources[name]?.Type).toSorted();
    expect(types).toEqual([
      'AWS::Events::Rule',
      'AWS::IAM::Role',
      'AWS::Lambda::EventSourceMapping',
      'AWS::Lambda::Function',
      'AWS::Logs::LogGroup',
      'AWS::SQS::Queue',
      'AWS::SQS::Queue',
      'AWS::SQS::QueuePolicy',
      'AWS::SQS::QueuePolicy',
    ]);
    for (const [name, resource] of Object.entries(template.Resources)) expect(more.Resources[name]).toEqual(resource);
  });

  it('of each queue listener has a rule to a queue with a dead-letter queue, read by a function that reports failures', () => {
    const queued = fixtureSystem().listeners.filter(({ delivery }) => delivery.kind === 'queue');
    expect(all('AWS::Lambda::EventSourceMapping').length).toBe(queued.length);
    for (const { Properties } of all('AWS::Lambda::EventSourceMapping')) {
      expect(Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
    }
    expect(all('AWS::Events::Rule').length).toBe(fixtureSystem().listeners.length);
    for (const { Properties } of all('AWS::Events::Rule')) {
      const targets = Properties.Targets as readonly { readonly DeadLetterConfig?: unknown }[];
      expect(targets.every(({ DeadLetterConfig }) => DeadLetterConfig !== undefined)).toBe(true);
    }
    expect(all('AWS::SQS::Queue').filter(({ Properties }) => 'RedrivePolicy' in Properties).length).toBe(queued.length);
  });

  it('without a handler, or that uses what there is not, is refused by name', () => {
    const system = fixtureSystem();
    const listeners = [...system.listeners, fixtureListener('bed-counter')];
    expect(() => templateOf({ ...system, listeners })).toThrow('There is no src/consumers/bed-counter/handler.ts');
    const withSettings = (settings: Parameters<typeof fixtureHandler>[1]) => (): Template =>
      templateOf({
        ...system,
        listeners,
        handlers: [...system.handlers, fixtureHandler('consumers/bed-counter', settings)],
      });
    expect(withSettings({ uses: ['moon'] })).toThrow('uses "moon"');
    expect(withSettings({ timeoutSeconds: 9 })).toThrow('say functionTimeoutSeconds of bed-counter in asyncapi.yaml');
  });
});

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

interface Placed extends Statement {
  readonly at: string;
}

const statements = (): readonly Placed[] =>
  Object.entries(template.Resources).flatMap(([at, { Type, Properties }]) => {
    const inline = Type === 'AWS::IAM::Role' ? list(Properties.Policies ?? []) : [];
    const documents = [
      ...inline.map((each) => (each as { readonly PolicyDocument: unknown }).PolicyDocument),
      Properties.PolicyDocument,
      Properties.KeyPolicy,
    ];
    return documents
      .filter((document) => document !== undefined)
      .flatMap((document) => (document as { readonly Statement: readonly Statement[] }).Statement)
      .map((statement) => ({ ...statement, at }));
  });

describe('permissions', () => {
  const allowed = statements().filter(({ Effect }) => Effect === 'Allow');

  it('name their actions one by one', () => {
    const wild = allowed.filter(({ Action }) => list(Action).some((action) => String(action).includes('*')));
    // The default key policy: without it the account could lose its key ("Default key policy", KMS Developer Guide).
    expect(wild.map(({ at, Action }) => [at.replace(/[0-9A-F]{8}$/, ''), Action])).toEqual([
      ['EncryptionKey', 'kms:*'],
    ]);
  });

  it('name their resources; only the key says "this key" by a star', () => {
    const wild = allowed.filter(({ Resource }) => list(Resource).includes('*'));
    expect([...new Set(wild.map(({ at }) => at.replace(/[0-9A-F]{8}$/, '')))]).toEqual(['EncryptionKey']);
  });

  it('to everybody hold for this account alone, and through its services', () => {
    const open = allowed.filter(({ Principal }) => JSON.stringify(Principal ?? '').includes('"*"'));
    expect(open.map(({ Sid }) => Sid)).toEqual(['UseThroughServices', 'GrantToServices']);
    for (const { Condition } of open) {
      expect(Condition?.StringEquals).toMatchObject({ 'kms:CallerAccount': { Ref: 'AWS::AccountId' } });
    }
  });

  it('let only the rule send to its queues, and nobody without TLS', () => {
    const policies = all('AWS::SQS::QueuePolicy').map(
      ({ Properties }) => Properties.PolicyDocument as { Statement: Statement[] },
    );
    expect(policies.length).toBe(all('AWS::SQS::Queue').length);
    for (const { Statement } of [
      ...policies,
      ...all('AWS::S3::BucketPolicy').map(({ Properties }) => Properties.PolicyDocument as { Statement: Statement[] }),
    ]) {
      expect(
        Statement.some(
          ({ Effect, Condition }) =>
            Effect === 'Deny' && JSON.stringify(Condition) === '{"Bool":{"aws:SecureTransport":"false"}}',
        ),
      ).toBe(true);
      for (const { Effect, Condition } of Statement) if (Effect === 'Allow') expect(Condition?.ArnEquals).toBeDefined();
    }
  });
});

describe('what is kept', () => {
  it('is encrypted, private and not deleted with the stack', () => {
    for (const { Properties } of all('AWS::S3::Bucket')) {
      expect(Properties.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(JSON.stringify(Properties.BucketEncryption)).toContain('aws:kms');
    }
    for (const { Properties } of all('AWS::DynamoDB::Table'))
      expect(Properties.SSESpecification).toMatchObject({ SSEType: 'KMS' });
    for (const { Properties } of all('AWS::SQS::Queue')) expect(Properties.SqsManagedSseEnabled).toBe(true);
    const kept = [...all('AWS::S3::Bucket'), ...all('AWS::KMS::Key'), ...all('AWS::HealthLake::FHIRDatastore')];
    for (const resource of kept)
      expect(resource).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });
});
