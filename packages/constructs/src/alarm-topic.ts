import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSubscription, Topic } from 'aws-cdk-lib/aws-sns';
import { Aws } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { LifeCycleStack } from './life-cycle-stack.ts';

/** Where alarms are told: encrypted, over TLS only, to whom the environment says. */
export class AlarmTopic extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { key, settings } = LifeCycleStack.around(this);
    const topic = new Topic(this, 'Topic', { masterKey: key, enforceSSL: true });
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsMayPublish',
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    for (const [index, endpoint] of (settings.alarmEmails ?? []).entries())
      new CfnSubscription(this, `Email${index + 1}`, { topicArn: topic.topicArn, protocol: 'email', endpoint });
    this.arn = topic.topicArn;
  }
}
