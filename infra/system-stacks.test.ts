import { describe, expect, it } from 'vitest';
import { fixtureEnvironment, fixtureHandler, fixtureListener, fixtureSystem } from './fixture-system.ts';
import { type Resource, type Synthesized, synthesized } from './synthesized.ts';
import type { System } from './system.ts';

const templateOf = (system: System): Synthesized => synthesized(system, fixtureEnvironment());
const template = templateOf(fixtureSystem());
const all = (type: string): readonly Resource[] =>
  Object.values(template.resources).filter(({ Type }) => Type === type);

describe('the templates', () => {
  it('are the same each time', () => {
    expect(templateOf(fixtureSystem()).texts).toEqual(template.texts);
  });

  it('have nothing against them by the rules that CloudFormation and CDK know', { timeout: 120_000 }, () => {
    expect(synthesized(fixtureSystem(), fixtureEnvironment(), true).violations).toEqual([]);
  });

  it('refer to earlier stacks alone: data, bus, then workflow and edge', () => {
    const importsOf = (stack: string): readonly string[] => [
      ...new Set(
        [...(template.texts[stack] ?? '').matchAll(/"Fn::ImportValue": "(\w+):/g)].map(([, from]) => from ?? ''),
      ),
    ];
    expect(importsOf('CarillonData')).toEqual([]);
    expect(importsOf('CarillonBus')).toEqual(['CarillonData']);
    expect(importsOf('CarillonWorkflow').toSorted()).toEqual(['CarillonBus', 'CarillonData']);
    expect(importsOf('CarillonEdge').toSorted()).toEqual(['CarillonBus', 'CarillonData']);
  });

  it('have no code of tools in them: no custom resources, no functions but ours', () => {
    const types = Object.values(template.resources).map(({ Type }) => Type);
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
  const added = (): Synthesized => {
    const system = fixtureSystem();
    return templateOf({
      ...system,
      listeners: [...system.listeners, fixtureListener('bed-counter')],
      handlers: [...system.handlers, fixtureHandler('consumers/bed-counter')],
    });
  };

  it('adds its own parts, and changes nothing else', () => {
    const more = added();
    const names = Object.keys(more.resources).filter((name) => !(name in template.resources));
    const types = names.map((name) => more.resources[name]?.Type).toSorted();
    expect(types).toEqual([
      'AWS::CloudWatch::Alarm',
      'AWS::CloudWatch::Alarm',
      'AWS::CloudWatch::Alarm',
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
    for (const [name, resource] of Object.entries(template.resources)) expect(more.resources[name]).toEqual(resource);
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
    const withSettings = (settings: Parameters<typeof fixtureHandler>[1]) => (): Synthesized =>
      templateOf({
        ...system,
        listeners,
        handlers: [...system.handlers, fixtureHandler('consumers/bed-counter', settings)],
      });
    expect(withSettings({ uses: ['moon'] })).toThrow('uses "moon"');
    expect(withSettings({ timeoutSeconds: 9 })).toThrow('say functionTimeoutSeconds of bed-counter in asyncapi.yaml');
  });
});

describe('the bus', () => {
  it('has a dead-letter queue that it, and nobody else, may send to', () => {
    const [bus] = all('AWS::Events::EventBus');
    const config = bus?.Properties.DeadLetterConfig as { readonly Arn: { readonly 'Fn::GetAtt': readonly string[] } };
    const [queue = ''] = config.Arn['Fn::GetAtt'];
    expect(template.resources[queue]?.Type).toBe('AWS::SQS::Queue');
    const policies = all('AWS::SQS::QueuePolicy').map(({ Properties }) => JSON.stringify(Properties));
    const [policy, ...more] = policies.filter((text) => text.includes(queue));
    expect(more).toEqual([]);
    expect(policy).toMatch(/"ArnEquals":\{"aws:SourceArn":\{"Fn::GetAtt":\["Bus\w*","Arn"\]/);
  });
});

describe('the delivery stream', () => {
  it('says why a delivery failed, in a log that is kept as all others', () => {
    const [stream] = all('AWS::KinesisFirehose::DeliveryStream');
    const destination = stream?.Properties.ExtendedS3DestinationConfiguration as {
      readonly CloudWatchLoggingOptions: { readonly LogGroupName: { readonly Ref: string } };
    };
    const options = destination.CloudWatchLoggingOptions;
    expect(options).toMatchObject({ Enabled: true, LogStreamName: { Ref: expect.stringContaining('Errors') } });
    expect(template.resources[options.LogGroupName.Ref]?.Type).toBe('AWS::Logs::LogGroup');
  });
});

describe('what is kept', () => {
  it('is encrypted, private and not deleted with the stack', () => {
    for (const { Properties } of all('AWS::S3::Bucket')) {
      expect(Properties.VersioningConfiguration).toEqual({ Status: 'Enabled' });
      expect(Properties.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      const logs = Properties.LoggingConfiguration === undefined;
      expect(JSON.stringify(Properties.BucketEncryption)).toContain(logs ? 'AES256' : 'aws:kms');
    }
    for (const { Properties } of all('AWS::DynamoDB::Table')) {
      expect(Properties.SSESpecification).toMatchObject({ SSEType: 'KMS' });
      expect(Properties.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true });
    }
    const queues = [...all('AWS::SQS::Queue'), ...all('AWS::Logs::LogGroup')];
    for (const { Properties: each } of queues)
      expect(each.KmsMasterKeyId ?? each.KmsKeyId ?? each.SqsManagedSseEnabled).toBeDefined();
    const kept = [...all('AWS::S3::Bucket'), ...all('AWS::KMS::Key'), ...all('AWS::HealthLake::FHIRDatastore')];
    for (const resource of kept)
      expect(resource).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  it('is guarded against deletion, stack by stack and table by table', () => {
    const kept = all('AWS::DynamoDB::Table').filter(({ DeletionPolicy }) => DeletionPolicy === 'Retain');
    expect(kept.length).toBe(4);
    for (const { Properties } of kept) expect(Properties.DeletionProtectionEnabled).toBe(true);
    expect(all('AWS::Cognito::UserPool')[0]?.Properties.DeletionProtection).toBe('ACTIVE');
  });

  it('goes with its stack where the environment protects nothing', () => {
    const open = synthesized(fixtureSystem(), { ...fixtureEnvironment(), protect: false });
    expect(Object.values(open.resources).filter(({ DeletionPolicy }) => DeletionPolicy === 'Retain')).toEqual([]);
  });
});

describe('an environment', () => {
  it('may bring its own datastore, known by its id', () => {
    const datastoreId = '0123456789abcdef0123456789abcdef';
    const { resources, texts } = synthesized(fixtureSystem(), { ...fixtureEnvironment(), datastoreId });
    expect(Object.values(resources).some(({ Type }) => Type === 'AWS::HealthLake::FHIRDatastore')).toBe(false);
    expect(texts.CarillonData).toContain(`:datastore/fhir/${datastoreId}`);
    expect(texts.CarillonData).toContain(`/datastore/${datastoreId}/r4/`);
  });

  it('may place every function in a VPC, with the permissions that this takes', () => {
    const vpc = { subnetIds: ['subnet-0a1b2c3d'], securityGroupIds: ['sg-0a1b2c3d'] };
    const { resources } = synthesized(fixtureSystem(), { ...fixtureEnvironment(), vpc });
    const functions = Object.values(resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
    for (const { Properties } of functions)
      expect(Properties.VpcConfig).toEqual({ SubnetIds: vpc.subnetIds, SecurityGroupIds: vpc.securityGroupIds });
    expect(JSON.stringify(resources)).toContain('ec2:CreateNetworkInterface');
    expect(JSON.stringify(template.resources)).not.toContain('ec2:');
  });
});
