import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** Something of the system that a function may use: how it is named to the function, and what that allows. */
export interface Use {
  readonly environment: Readonly<Record<string, string>>;
  readonly statements: readonly PolicyStatement[];
}

/** One statement: these actions, on these resources and on no others. */
export const allow = (actions: readonly string[], ...resources: readonly string[]): PolicyStatement =>
  new PolicyStatement({ effect: Effect.ALLOW, actions: [...actions], resources: [...resources] });
