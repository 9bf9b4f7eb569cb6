import { suppress } from '@carillon/constructs';
import { CfnUserPool, CfnUserPoolClient, CfnUserPoolGroup } from 'aws-cdk-lib/aws-cognito';
import { CfnDeletionPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Settings } from './settings.ts';

/** What each may follow: `src/consumers/websocket-notifier/grants.ts`. */
export const GROUPS: Readonly<Record<string, string>> = {
  operators: 'Follow everything',
  'run-watchers': 'Follow export runs',
  'patient-watchers': 'Follow changes of patients and resources, without persons',
  'site-watchers': 'Follow measures of sites',
};

/** Who may open a page: users whom an administrator created, and the client that signs them in. */
export class SignIn extends Construct {
  readonly userPool: CfnUserPool;
  readonly client: CfnUserPoolClient;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    const { mfa, threatProtection } = settings.signIn;
    // L1: the L2 construct writes texts for SMS and e-mail that none of these users ever gets.
    this.userPool = new CfnUserPool(this, 'UserPool', {
      adminCreateUserConfig: { allowAdminCreateUserOnly: true },
      accountRecoverySetting: { recoveryMechanisms: [{ name: 'admin_only', priority: 1 }] },
      deletionProtection: settings.protect ? 'ACTIVE' : 'INACTIVE',
      mfaConfiguration: mfa,
      ...(mfa === 'OFF' ? {} : { enabledMfas: ['SOFTWARE_TOKEN_MFA'] }),
      userPoolTier: threatProtection ? 'PLUS' : 'ESSENTIALS',
      ...(threatProtection ? { userPoolAddOns: { advancedSecurityMode: 'ENFORCED' } } : {}),
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
    const policy = settings.protect ? CfnDeletionPolicy.RETAIN : CfnDeletionPolicy.DELETE;
    this.userPool.cfnOptions.deletionPolicy = policy;
    this.userPool.cfnOptions.updateReplacePolicy = policy;
    this.explain(settings);
    for (const [groupName, description] of Object.entries(GROUPS))
      new CfnUserPoolGroup(this, groupName, { userPoolId: this.userPool.ref, groupName, description });
    this.client = new CfnUserPoolClient(this, 'Client', {
      userPoolId: this.userPool.ref,
      generateSecret: false,
      explicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      preventUserExistenceErrors: 'ENABLED',
    });
  }

  private explain({ name, signIn }: Settings): void {
    if (signIn.mfa !== 'ON')
      suppress(
        this.userPool,
        `The environment ${name} says signIn.mfa ${signIn.mfa}: it is for development, without health data.`,
        'AwsSolutions-COG2',
      );
    if (!signIn.threatProtection)
      suppress(
        this.userPool,
        `The environment ${name} says signIn.threatProtection false: it is for development, without health data.`,
        'AwsSolutions-COG8',
      );
  }
}
