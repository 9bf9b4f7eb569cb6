import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../kernel/json.ts';
import type { Authorize } from '../../kernel/operations.ts';
import { declared, type TestKernel, testKernel } from '../../kernel/test-kernel.ts';
import { iamAuthorizer } from './authorize.ts';
import { iam } from './service.ts';

interface Case {
  readonly name: string;
  readonly source: string;
  readonly statements: readonly Json[];
  readonly action: string;
  readonly resource: string;
  readonly verdict: 'allow' | 'implicit' | 'explicit';
}

const cases = JSON.parse(readFileSync(new URL('./cases/evaluation.json', import.meta.url), 'utf8')) as readonly Case[];
const ROLE = 'arn:aws:iam::000000000000:role/r';

let kernel: TestKernel;
let types: ReturnType<typeof iam>['resources'];
let authorize: Authorize;

const policy = (...statements: readonly Json[]): Json => ({ Version: '2012-10-17', Statement: statements });
const declareRole = (properties: { readonly [name: string]: Json } = {}): void => {
  types['AWS::IAM::Role']?.declare(declared('R', { RoleName: 'r', ...properties }));
};
const declarePolicy = (...statements: readonly Json[]): void => {
  types['AWS::IAM::Policy']?.declare(
    declared('P', { PolicyName: 'p', PolicyDocument: policy(...statements), Roles: ['r'] }),
  );
};
const verdict = (caller: string, action: string, resource: string): string => {
  try {
    authorize(caller, [{ action, resource }]);
    return 'allow';
  } catch (error) {
    return String(error).includes('explicit deny') ? 'explicit' : 'implicit';
  }
};

beforeEach(() => {
  kernel = testKernel();
  authorize = iamAuthorizer(kernel.journal);
  types = kernel.add(iam).resources;
});

describe('a role of the template', () => {
  it.each(cases)('$name: $verdict', ({ statements, action, resource, verdict: expected }) => {
    declareRole();
    declarePolicy(...statements);
    expect(verdict(ROLE, action, resource)).toBe(expected);
  });

  it('is denied in the words of AWS, with the role, the action and the resource', () => {
    declareRole();
    expect(() => authorize(ROLE, [{ action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' }])).toThrow(
      expect.objectContaining({
        code: 'AccessDeniedException',
        status: 403,
        message:
          'User: arn:aws:iam::000000000000:role/r is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::b/k because no identity-based policy allows the s3:GetObject action',
      }),
    );
  });

  it('has what its inline, attached and managed policies allow, and loses it with them', () => {
    const [one, two] = ['sqs:SendMessage', 'sqs:DeleteMessage'].map((Action) => ({
      Effect: 'Allow',
      Action,
      Resource: '*',
    }));
    const managed = types['AWS::IAM::ManagedPolicy']?.declare(declared('M', { PolicyDocument: policy(two ?? null) }));
    const basic = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
    declareRole({
      Policies: [{ PolicyName: 'i', PolicyDocument: policy(one ?? null) }],
      ManagedPolicyArns: [managed?.ref ?? '', basic],
    });
    const allowed = (): string[] =>
      ['sqs:SendMessage', 'sqs:DeleteMessage', 'logs:PutLogEvents', 's3:GetObject'].filter(
        (action) => verdict(ROLE, action, '*') === 'allow',
      );
    expect(allowed()).toEqual(['sqs:SendMessage', 'sqs:DeleteMessage', 'logs:PutLogEvents']);
    types['AWS::IAM::ManagedPolicy']?.remove?.(managed?.ref ?? '');
    declareRole();
    expect(allowed()).toEqual([]);
  });

  it('is meant by its assumed-role ARN as well', () => {
    declareRole();
    expect(verdict('arn:aws:sts::000000000000:assumed-role/r/session', 's3:GetObject', '*')).toBe('implicit');
  });
});

describe('a role that is passed to a service', () => {
  const pass = [
    { action: 'healthlake:StartFHIRExportJob', resource: 'arn:aws:healthlake:us-east-1:000000000000:datastore/fhir/d' },
    { action: 'iam:PassRole', resource: 'arn:aws:iam::000000000000:role/export' },
  ];
  it.each([
    ['healthlake.amazonaws.com', true],
    ['lambda.amazonaws.com', false],
  ])('needs iam:PassRole to %s', (service, allowed) => {
    declareRole();
    const Condition = { StringEquals: { 'iam:PassedToService': service } };
    declarePolicy(
      { Effect: 'Allow', Action: 'healthlake:*', Resource: '*' },
      { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*', Condition },
    );
    const judged = (): void => authorize(ROLE, pass);
    if (allowed) expect(judged).not.toThrow();
    else expect(judged).toThrow('iam:PassRole');
  });
});

describe('a caller that is no role of the template', () => {
  it.each(['arn:aws:iam::000000000000:root', 'events.amazonaws.com', 'arn:aws:iam::000000000000:role/none'])(
    '%s may do everything',
    (caller) => expect(verdict(caller, 's3:GetObject', '*')).toBe('allow'),
  );
});

describe('a policy that cannot be judged', () => {
  const allow = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
  it.each([
    [{ ...allow, Condition: { DateLessThan: { 'aws:CurrentTime': '2030-01-01' } } }, '/Condition/DateLessThan'],
    [{ ...allow, Condition: { StringEquals: { 'aws:SourceVpc': 'v' } } }, '/Condition/StringEquals/aws:SourceVpc'],
    [{ ...allow, Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'v' } } }, '/Condition/ForAllValues:'],
    [{ ...allow, Resource: 'arn:aws:s3:::b/${aws:username}/*' }, '/Resource'],
    [{ Effect: 'Allow', Action: 's3:*' }, '/Statement/0'],
    [{ ...allow, Principal: '*' }, '/Principal'],
    [{ ...allow, Effect: 'Perhaps' }, '/Effect'],
  ] as const)('is refused when the template loads: %j', (statement, path) => {
    expect(() => declarePolicy(statement)).toThrow(
      expect.objectContaining({ name: 'RefusedError', path: expect.stringContaining(path) }),
    );
  });

  it('as a managed policy of AWS that is not known here is refused', () => {
    expect(() => declareRole({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] })).toThrow(
      '/ManagedPolicyArns/0',
    );
  });
});
