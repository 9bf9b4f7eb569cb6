import { CfnUserPool, CfnUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { CfnDeletionPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

/** Who may open a page: users whom an administrator made, and the client that signs them in. */
export class SignIn extends Construct {
  readonly userPool: CfnUserPool;
  readonly client: CfnUserPoolClient;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    // L1: the L2 construct writes texts for SMS and e-mail that nobody of ours ever gets.
    this.userPool = new CfnUserPool(this, 'UserPool', {
      adminCreateUserConfig: { allowAdminCreateUserOnly: true },
      accountRecoverySetting: { recoveryMechanisms: [{ name: 'admin_only', priority: 1 }] },
      usernameConfiguration: { caseSensitive: false },
      policies: {
        passwordPolicy: {
          minimumLength: 12,
          requireLowercase: true,
          requireNumbers: true,
          requireSymbols: true,
          requireUppercase: true,
        },
      },
    });
    this.userPool.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
    this.userPool.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
    this.client = new CfnUserPoolClient(this, 'Client', {
      userPoolId: this.userPool.ref,
      generateSecret: false,
      explicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      preventUserExistenceErrors: 'ENABLED',
    });
  }
}
