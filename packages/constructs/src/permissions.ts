import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Aws } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { suppress, suppressWildcard } from './nag-suppressions.ts';

/** A resource that a function may use: the environment variables that name it to the function, and what is allowed. */
export interface Use {
  readonly environment: Readonly<Record<string, string>>;
  readonly statements: readonly PolicyStatement[];
}

/** A {@link Use} of these variables and statements. */
export const use = (environment: Readonly<Record<string, string>>, ...statements: readonly PolicyStatement[]): Use => ({
  environment,
  statements,
});

/** One statement: these actions, on these resources and on no others. */
export const allow = (actions: readonly string[], ...resources: readonly string[]): PolicyStatement =>
  new PolicyStatement({ effect: Effect.ALLOW, actions: [...actions], resources: [...resources] });

const reasons = new WeakMap<PolicyStatement, string>();

/** A statement whose resource has a wildcard in it, with the reason that a reviewer of the role is given. */
export const allowWildcard = (reason: string, actions: readonly string[], resource: string): PolicyStatement => {
  const statement = allow(actions, resource);
  reasons.set(statement, reason);
  return statement;
};

/** A role of one service, and all that it may do. */
export interface ServiceRoleProps {
  /** `pipes` for pipes.amazonaws.com. */
  readonly service: string;
  readonly statements: readonly PolicyStatement[];
  /** Further conditions on who may assume the role. */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const INLINE =
  'The policy belongs to this one role and goes with it ("Managed policies and inline policies", IAM User Guide): a managed one could be attached elsewhere.';

/**
 * "The confused deputy problem" (IAM User Guide): the service assumes the role for this account only. Lambda assumes a
 * function's role without saying for whom; Firehose says it by an external id (CloudFormation User Guide,
 * AWS::KinesisFirehose::DeliveryStream, the examples' `deliveryRole`).
 */
const conditionsFor = (service: string): Readonly<Record<string, unknown>> => {
  if (service === 'lambda') return {};
  return { StringEquals: { [service === 'firehose' ? 'sts:ExternalId' : 'aws:SourceAccount']: Aws.ACCOUNT_ID } };
};

/** A role that one service assumes, with everything that it may do in one inline policy. */
export const serviceRole = (scope: Construct, id: string, props: ServiceRoleProps): Role => {
  const { service, statements, conditions = {} } = props;
  const role = new Role(scope, id, {
    assumedBy: new ServicePrincipal(`${service}.amazonaws.com`, {
      conditions: { ...conditionsFor(service), ...conditions },
    }),
    inlinePolicies: {
      [`${service[0]?.toUpperCase()}${service.slice(1)}`]: new PolicyDocument({ statements: [...statements] }),
    },
  });
  suppress(role, INLINE, 'HIPAA.Security-IAMNoInlinePolicy');
  for (const statement of statements) {
    const reason = reasons.get(statement);
    if (reason !== undefined) for (const resource of statement.resources) suppressWildcard(role, resource, reason);
  }
  return role;
};
