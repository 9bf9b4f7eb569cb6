/** A password policy (AWS::Cognito::UserPool PasswordPolicy); Cognito's defaults where a pool says nothing. */
export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly requireLowercase: boolean;
  readonly requireUppercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
}

export interface UserPool {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  /** `iss` in its tokens: where its keys are found. */
  readonly issuer: string;
  readonly caseSensitive: boolean;
  readonly passwordPolicy: PasswordPolicy;
}

export interface UserPoolClient {
  readonly id: string;
  readonly poolId: string;
  readonly authFlows: readonly string[];
  /** Whether a sign-in tells an unknown user from a wrong password. */
  readonly tellsUnknownUsers: boolean;
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  readonly refreshTokenSeconds: number;
}

/** Built anew from the template at every start. */
export interface UserPools {
  readonly pools: Map<string, UserPool>;
  readonly clients: Map<string, UserPoolClient>;
  /** `<poolId>/<group>` */
  readonly groups: Set<string>;
}

export const userPools = (): UserPools => ({ pools: new Map(), clients: new Map(), groups: new Set() });
