import { describe, expect, it } from 'vitest';
import { ordersApplication, ordersEnvironment, synthesizedOrders } from '../fixture/synthesized.ts';
import type { Application } from './application.ts';

const application = await ordersApplication();
const template = synthesizedOrders(application);
const { all, one } = template;

describe('the templates', () => {
  it('are the same each time', () => {
    expect(synthesizedOrders(application).texts).toEqual(template.texts);
  });

  it('break no rule that CloudFormation and CDK know', () => {
    expect(synthesizedOrders(application, ordersEnvironment(), true).violations).toEqual([]);
  });

  it('refer to the data stack, and the data stack to none', () => {
    const importsOf = (stack: string): readonly string[] => [
      ...new Set(
        [...(template.texts[stack] ?? '').matchAll(/"Fn::ImportValue": "(\w+):/g)].map(([, from]) => from ?? ''),
      ),
    ];
    expect(importsOf('ShopData')).toEqual([]);
    expect(importsOf('ShopOrders')).toEqual(['ShopData']);
  });

  it('have no custom resources and no functions besides the handlers of the application', () => {
    const types = Object.values(template.resources).map(({ Type }) => Type);
    expect(types.filter((type) => type.startsWith('Custom::') || type.includes('CustomResource'))).toEqual([]);
    const described = all('AWS::Lambda::Function').map(({ Description }) => Description);
    expect(described.toSorted()).toEqual(application.handlers.map(({ name }) => `src/${name}`).toSorted());
  });
});

describe('a new consumer', () => {
  const [handler] = application.handlers.filter(({ name }) => name === 'consumers/shipment-resumer');
  const [subscription] = application.subscriptions.filter(({ name }) => name === 'shipment-resumer');
  const withInvoicer = (): Application => {
    if (handler === undefined || subscription === undefined) throw new Error('The fixture lacks shipment-resumer.');
    return {
      ...application,
      subscriptions: [...application.subscriptions, { ...subscription, name: 'invoicer' }],
      handlers: [...application.handlers, { ...handler, name: 'consumers/invoicer', settings: {} }],
    };
  };

  it('adds its own parts, and changes nothing else', () => {
    const more = synthesizedOrders(withInvoicer());
    const names = Object.keys(more.resources).filter((name) => !(name in template.resources));
    expect(names.map((name) => more.resources[name]?.Type).toSorted()).toEqual([
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

  it('without a handler is refused by name', () => {
    const { subscriptions } = withInvoicer();
    expect(() => synthesizedOrders({ ...application, subscriptions })).toThrow(
      'There is no src/consumers/invoicer/handler.ts and no src/producers/invoicer/handler.ts.',
    );
  });
});

describe('stored data', () => {
  it('is encrypted, private and not deleted with the stack', () => {
    expect(JSON.stringify(one('Bus').KmsKeyIdentifier)).toContain('EncryptionKey');
    for (const bucket of all('AWS::S3::Bucket')) {
      expect(bucket.VersioningConfiguration).toEqual({ Status: 'Enabled' });
      expect(bucket.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      const logs = bucket.LoggingConfiguration === undefined;
      expect(JSON.stringify(bucket.BucketEncryption)).toContain(logs ? 'AES256' : 'aws:kms');
    }
    for (const table of all('AWS::DynamoDB::Table')) {
      expect(table.SSESpecification).toMatchObject({ SSEType: 'KMS' });
      expect(table.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true });
    }
    for (const each of [...all('AWS::SQS::Queue'), ...all('AWS::Logs::LogGroup')])
      expect(each.KmsMasterKeyId ?? each.KmsKeyId ?? each.SqsManagedSseEnabled).toBeDefined();
    const kept = Object.values(template.resources).filter(({ Type }) => /^AWS::(S3::Bucket|KMS::Key)$/.test(Type));
    expect(kept.length).toBe(5);
    for (const resource of kept)
      expect(resource).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  it('is protected from deletion where it cannot be made again', () => {
    const kept = Object.entries(template.resources).filter(
      ([, { Type, DeletionPolicy }]) => Type === 'AWS::DynamoDB::Table' && DeletionPolicy === 'Retain',
    );
    expect(kept.map(([id]) => id.replace(/[0-9A-F]{8}$/, '')).toSorted()).toEqual([
      'LedgerTable',
      'OrderTable',
      'StockTable',
    ]);
    for (const [, { Properties }] of kept) expect(Properties.DeletionProtectionEnabled).toBe(true);
  });

  it('goes with its stack where the environment protects nothing', () => {
    const open = synthesizedOrders(application, { ...ordersEnvironment(), protect: false });
    const retained = Object.entries(open.resources).filter(([, { DeletionPolicy }]) => DeletionPolicy === 'Retain');
    expect(retained).toEqual([]);
  });

  it('may be encrypted by services that the application adds to the key, for callers of this account', () => {
    const policy = JSON.stringify(one('EncryptionKey').KeyPolicy);
    for (const service of ['dynamodb', 's3', 'firehose', 'sqs', 'sns', 'states', 'secretsmanager'])
      expect(policy).toContain(`"${service}."`);
    expect(policy).toContain('"kms:CallerAccount":{"Ref":"AWS::AccountId"}');
  });
});

describe('an environment', () => {
  it('may place every function in a VPC, with the permissions that this takes', () => {
    const vpc = { subnetIds: ['subnet-0a1b2c3d'], securityGroupIds: ['sg-0a1b2c3d'] };
    const { all, resources } = synthesizedOrders(application, { ...ordersEnvironment(), vpc });
    for (const { VpcConfig } of all('AWS::Lambda::Function'))
      expect(VpcConfig).toEqual({ SubnetIds: vpc.subnetIds, SecurityGroupIds: vpc.securityGroupIds });
    expect(JSON.stringify(resources)).toContain('ec2:CreateNetworkInterface');
    expect(JSON.stringify(template.resources)).not.toContain('ec2:');
  });

  it('has its alarms sent to its addresses', () => {
    const { all } = synthesizedOrders(application, { ...ordersEnvironment(), alarmEmails: ['on-call@example.org'] });
    expect(all('AWS::SNS::Subscription')).toMatchObject([{ Protocol: 'email', Endpoint: 'on-call@example.org' }]);
    for (const { AlarmActions } of all('AWS::CloudWatch::Alarm')) expect(AlarmActions).toHaveLength(1);
  });
});

describe('the bus', () => {
  it('has a dead-letter queue without the key, which it, and nobody else, may send to', () => {
    const { DeadLetterConfig } = one('Bus');
    const { 'Fn::GetAtt': attribute } = (DeadLetterConfig as { readonly Arn: { readonly 'Fn::GetAtt': string[] } }).Arn;
    const queue = attribute[0] ?? '';
    expect(template.resources[queue]).toMatchObject({
      Type: 'AWS::SQS::Queue',
      Properties: { SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 },
    });
    const policies = all('AWS::SQS::QueuePolicy').map((each) => JSON.stringify(each));
    const [policy, ...more] = policies.filter((text) => text.includes(queue));
    expect(more).toEqual([]);
    expect(policy).toMatch(/"ArnEquals":\{"aws:SourceArn":\{"Fn::GetAtt":\["Bus\w*","Arn"\]/);
  });
});

describe('code that a command makes', () => {
  it('is an asset without a path, under the hash of what it is made of, published with the stack of its function', () => {
    const { asset } = application.handlers.filter(({ name }) => name === 'consumers/stock-counter')[0] ?? {};
    if (asset === undefined || !('command' in asset)) throw new Error('stock-counter is not a crate.');
    const { ShopData, ShopOrders } = template.assets;
    expect(ShopOrders?.[asset.hash]?.source).toEqual({ executable: asset.command });
    expect(ShopData).not.toHaveProperty(asset.hash);
    const functions = all('AWS::Lambda::Function').filter(({ Runtime }) => Runtime === 'provided.al2023');
    expect(functions).toMatchObject([{ Code: { S3Key: asset.hash }, Handler: 'bootstrap', MemorySize: 128 }]);
  });
});
