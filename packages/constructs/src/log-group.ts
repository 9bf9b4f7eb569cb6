import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { LifeCycleStack } from './life-cycle-stack.ts';

/** Where something of the system writes its log: under the system's key, for as long as the environment says. */
export const logGroup = (scope: Construct, id: string): LogGroup => {
  const { key, settings } = LifeCycleStack.around(scope);
  return new LogGroup(scope, id, {
    encryptionKey: key,
    retention: settings.logRetentionDays,
    removalPolicy: settings.protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
};
