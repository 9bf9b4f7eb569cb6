import { App, type AppProps } from 'aws-cdk-lib/core';

const FLAGS: AppProps = {
  analyticsReporting: false,
  treeMetadata: false,
  // Takes six of eight seconds, so tests do it.
  builtinCloudFormationValidation: false,
  postCliContext: {
    'aws:cdk:disable-asset-staging': false,
    'aws:cdk:enable-asset-metadata': false,
    'aws:cdk:enable-path-metadata': false,
    'aws:cdk:disable-version-reporting': true,
    '@aws-cdk/aws-iam:minimizePolicies': false,
    '@aws-cdk/aws-lambda:useCdkManagedLogGroup': true,
    '@aws-cdk/aws-s3:publicAccessBlockedByDefault': true,
    '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true,
    '@aws-cdk/core:enablePartitionLiterals': true,
    '@aws-cdk/core:checkSecretUsage': true,
    // What another stack uses cannot be deleted before it: CloudFormation refuses.
    '@aws-cdk/core:defaultCrossStackReferences': 'strong',
  },
};

/**
 * An app whose templates depend on the project alone: no metadata about tools, no lookups, and the feature flags here
 * instead of in cdk.json, so that `node infra/app.ts` and `npx cdk synth` give the same.
 */
export const newApp = (props: AppProps = {}): App => new App({ ...FLAGS, ...props });
