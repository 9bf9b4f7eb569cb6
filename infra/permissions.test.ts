import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newApp, permissionReport, readApplication } from '@carillon/constructs';
import { environmentNames } from '@carillon/constructs/environment';
import { describe, expect, it } from 'vitest';
import { readSettings } from './settings.ts';
import { addStacks } from './stacks.ts';
import { synthesized } from './synthesized.ts';

const ROOT = join(import.meta.dirname, '..');

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly Sid?: string;
}

interface Placed extends Statement {
  /** The logical id without CDK's hash. */
  readonly at: string;
  readonly type: string;
}

interface Document {
  readonly Statement: readonly Statement[];
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
const application = await readApplication(ROOT);
const vpc = { subnetIds: ['subnet-0a1b2c3d'], securityGroupIds: ['sg-0a1b2c3d'] };
const withoutResources = new Set(
  (
    JSON.parse(readFileSync(join(import.meta.dirname, 'cases/actions-without-resources.json'), 'utf8')) as {
      readonly action: string;
    }[]
  ).map(({ action }) => action),
);

describe.each(environmentNames(ROOT))('permissions in %s', (name) => {
  const { resources } = synthesized(application, { ...readSettings(ROOT, name), vpc });
  const statements: readonly Placed[] = Object.entries(resources).flatMap(([id, { Type, Properties }]) => {
    const inline = (Type === 'AWS::IAM::Role' ? list(Properties.Policies ?? []) : []) as {
      readonly PolicyDocument: Document;
    }[];
    const own = [Properties.PolicyDocument, Properties.KeyPolicy].filter((each) => each !== undefined) as Document[];
    return [...inline.map(({ PolicyDocument }) => PolicyDocument), ...own].flatMap(({ Statement }) =>
      Statement.map((statement) => ({ ...statement, at: id.replace(/[0-9A-F]{8}$/, ''), type: Type })),
    );
  });
  const allowed = statements.filter(({ Effect }) => Effect === 'Allow');

  it('name their actions one by one', () => {
    const wild = allowed.filter(({ Action }) => list(Action).some((action) => String(action).includes('*')));
    // The default key policy: without it the account could lose its key ("Default key policy", KMS Developer Guide).
    expect(wild.map(({ at, Action }) => [at, Action])).toEqual([['EncryptionKey', 'kms:*']]);
  });

  it('name their resources, but for actions that AWS knows no resource for, and the key, which says "this key" by a star', () => {
    const wild = allowed.filter(({ Resource, type }) => type !== 'AWS::KMS::Key' && list(Resource).includes('*'));
    expect(wild.length).toBeGreaterThan(0);
    const bare = wild.flatMap(({ at, Action }) =>
      list(Action)
        .filter((action) => !withoutResources.has(String(action)))
        .map((action) => `${at} ${String(action)}`),
    );
    expect(bare).toEqual([]);
  });

  it('need every row of the table of actions without resources', () => {
    const used = new Set(
      allowed.filter(({ Resource }) => list(Resource).includes('*')).flatMap(({ Action }) => list(Action)),
    );
    expect([...withoutResources].filter((action) => !used.has(action))).toEqual([]);
  });

  it('to everybody hold for this account alone, and through its services', () => {
    const open = allowed.filter(({ Principal }) => JSON.stringify(Principal ?? '').includes('"*"'));
    expect(open.map(({ Sid }) => Sid)).toEqual(['UseThroughServices', 'GrantToServices']);
    for (const { Condition } of open) {
      expect(Condition?.StringEquals).toMatchObject({ 'kms:CallerAccount': { Ref: 'AWS::AccountId' } });
    }
  });

  it('to services by a policy of the resource hold for this account or this source alone', () => {
    const services = allowed.filter(({ Principal }) => JSON.stringify(Principal ?? '').includes('"Service"'));
    expect(services.length).toBeGreaterThan(0);
    const loose = services.filter(
      ({ Condition }) => !/aws:Source(Account|Arn)|kms:EncryptionContext/.test(JSON.stringify(Condition ?? {})),
    );
    expect(loose.map(({ at, Sid }) => `${at} ${Sid}`)).toEqual([]);
  });

  it('let a service take a role for this account alone, by the condition that the service documents', () => {
    const trusts = Object.values(resources).flatMap(({ Type, Properties }) =>
      Type === 'AWS::IAM::Role' ? (Properties.AssumeRolePolicyDocument as Document).Statement : [],
    );
    const account = { Ref: 'AWS::AccountId' };
    for (const { Principal, Condition } of trusts) {
      const { Service } = Principal as { readonly Service: string };
      if (Service === 'lambda.amazonaws.com') continue;
      // Firehose sends an external id (CloudFormation's examples of its delivery stream), and no source.
      const key = Service === 'firehose.amazonaws.com' ? 'sts:ExternalId' : 'aws:SourceAccount';
      expect([Service, Condition?.StringEquals]).toEqual([Service, { [key]: account }]);
    }
    expect(trusts.length).toBeGreaterThan(20);
  });

  it('refuse buckets, queues and topics to whoever comes without TLS', () => {
    const guarded = (type: string, policy: string): void => {
      const count = Object.values(resources).filter(({ Type }) => Type === type).length;
      const denials = statements.filter(
        ({ type, Effect, Condition }) =>
          type === policy &&
          Effect === 'Deny' &&
          JSON.stringify(Condition) === '{"Bool":{"aws:SecureTransport":"false"}}',
      );
      expect(denials.length).toBe(count);
    };
    guarded('AWS::S3::Bucket', 'AWS::S3::BucketPolicy');
    guarded('AWS::SQS::Queue', 'AWS::SQS::QueuePolicy');
    guarded('AWS::SNS::Topic', 'AWS::SNS::TopicPolicy');
  });
});

describe('infra/permissions.md', () => {
  it('has what each role of prod may do; else `npm run permissions` and review the difference', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'carillon-permissions-'));
    try {
      const app = newApp({ outdir });
      addStacks(app, application, readSettings(ROOT, 'prod'));
      const written = readFileSync(join(import.meta.dirname, 'permissions.md'), 'utf8');
      expect(written.slice(written.indexOf('## '))).toBe(permissionReport(app));
    } finally {
      rmSync(outdir, { recursive: true, force: true });
    }
  });
});
