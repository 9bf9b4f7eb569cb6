import { Stack, Validations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** Why rules of cdk-nag do not hold for this construct: read by `npm run nag`, never in the template. */
export const accept = (construct: IConstruct, reason: string, ...rules: readonly string[]): void =>
  Validations.of(construct).acknowledge(...rules.map((id) => ({ id, reason })));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** A resolved ARN as cdk-nag names it in a finding: `<LedgerTable.Arn>/*`. */
const flat = (value: unknown): string => {
  if (!isRecord(value)) return String(value);
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join, 'Fn::ImportValue': imported } = value;
  if (Ref !== undefined) return `<${String(Ref)}>`;
  if (Array.isArray(attribute)) return `<${attribute.join('.')}>`;
  if (Array.isArray(join)) return (join[1] as readonly unknown[]).map(flat).join(String(join[0]));
  return imported === undefined ? JSON.stringify(value) : flat(imported);
};

/**
 * AwsSolutions-IAM5 wants every star in a resource accounted for, by the name that the resource has in the template. What
 * another stack imports has that name only once references are resolved; of what comes after that and before the rules,
 * validation is what a construct can take part in.
 */
export const acceptStar = (construct: IConstruct, resource: string, reason: string): void =>
  construct.node.addValidation({
    validate: () => {
      accept(construct, reason, `AwsSolutions-IAM5[Resource::${flat(Stack.of(construct).resolve(resource))}]`);
      return [];
    },
  });
