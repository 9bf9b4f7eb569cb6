import { Stack, Validations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** Records why rules of cdk-nag do not hold for this construct: read by {@link nagReport}, never in the template. */
export const suppress = (construct: IConstruct, reason: string, ...rules: readonly string[]): void =>
  Validations.of(construct).acknowledge(...rules.map((id) => ({ id, reason })));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** A resolved ARN as cdk-nag names it in a finding: `<LedgerTable.Arn>/*`. */
export const resolvedName = (value: unknown): string => {
  if (!isRecord(value)) return String(value);
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join, 'Fn::ImportValue': imported } = value;
  if (Ref !== undefined) return `<${String(Ref)}>`;
  if (Array.isArray(attribute)) return `<${attribute.join('.')}>`;
  if (Array.isArray(join)) return (join[1] as readonly unknown[]).map(resolvedName).join(String(join[0]));
  return imported === undefined ? JSON.stringify(value) : resolvedName(imported);
};

/**
 * AwsSolutions-IAM5 wants a reason for every wildcard in a resource, by the name that the resource has in the template.
 * What another stack imports has that name only once references are resolved; of what comes after that and before the
 * rules, validation is what a construct can take part in.
 */
export const suppressWildcard = (construct: IConstruct, resource: string, reason: string): void =>
  construct.node.addValidation({
    validate: () => {
      suppress(
        construct,
        reason,
        `AwsSolutions-IAM5[Resource::${resolvedName(Stack.of(construct).resolve(resource))}]`,
      );
      return [];
    },
  });
