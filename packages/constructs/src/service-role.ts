import { PolicyDocument, type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Aws } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { accept, acceptStar } from './accepted.ts';
import { reasonOf } from './use.ts';

export interface ServiceRoleProps {
  /** `pipes` for pipes.amazonaws.com. */
  readonly service: string;
  readonly statements: readonly PolicyStatement[];
  /** Further conditions on who may take the role. */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const INLINE =
  'The policy belongs to this one role and goes with it ("Managed policies and inline policies", IAM User Guide): a managed one could be attached elsewhere.';

/**
 * "The confused deputy problem" (IAM User Guide): the service takes the role for this account only. Lambda takes a
 * function's role without saying for whom; Firehose says it by an external id (CloudFormation User Guide,
 * AWS::KinesisFirehose::DeliveryStream, the examples' `deliveryRole`).
 */
const conditionsFor = (service: string): Readonly<Record<string, unknown>> => {
  if (service === 'lambda') return {};
  return { StringEquals: { [service === 'firehose' ? 'sts:ExternalId' : 'aws:SourceAccount']: Aws.ACCOUNT_ID } };
};

/** A role that one service takes, with all that it may do. */
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
  accept(role, INLINE, 'HIPAA.Security-IAMNoInlinePolicy');
  for (const statement of statements) {
    const reason = reasonOf(statement);
    if (reason !== undefined) for (const resource of statement.resources) acceptStar(role, resource, reason);
  }
  return role;
};
