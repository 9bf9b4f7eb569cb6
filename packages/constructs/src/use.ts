import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** Something of the system that a function may use: how it is named to the function, and what that allows. */
export interface Use {
  readonly environment: Readonly<Record<string, string>>;
  readonly statements: readonly PolicyStatement[];
}

/** One statement: these actions, on these resources and on no others. */
export const allow = (actions: readonly string[], ...resources: readonly string[]): PolicyStatement =>
  new PolicyStatement({ effect: Effect.ALLOW, actions: [...actions], resources: [...resources] });

const reasons = new WeakMap<PolicyStatement, string>();

/** A statement whose resource has a star in it, and why it must: the reason is what a reviewer of the role is given. */
export const allowEvery = (reason: string, actions: readonly string[], resource: string): PolicyStatement => {
  const statement = allow(actions, resource);
  reasons.set(statement, reason);
  return statement;
};

/** Why the statement has a star; undefined where it has none. */
export const reasonOf = (statement: PolicyStatement): string | undefined => reasons.get(statement);
