import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnSubscription, Topic } from 'aws-cdk-lib/aws-sns';
import { Aws, DefaultStackSynthesizer, type IStackSynthesizer, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { DeclarationError } from './declaration-error.ts';
import { EncryptionKey } from './encryption-key.ts';
import type { Environment } from './environment.ts';

/** The first stack of an application: it makes the key and the alarm topic that the others share. */
export interface FoundationProps {
  readonly description: string;
  readonly settings: Environment;
  /** The CloudWatch namespace of the metrics that functions publish. */
  readonly metricsNamespace: string;
  /** Folder or URL of the runbooks that alarms refer to; alarms refer to none without it. */
  readonly runbooks?: string;
  /** Further services that encrypt with the key for their callers, such as `secretsmanager`. */
  readonly keyServices?: readonly string[];
}

/** A further stack: settings, key, alarm topic and metrics namespace are those of the first one. */
export interface DependentProps {
  readonly description: string;
  readonly foundation: LifeCycleStack;
}

/** A stack of the application: what lives and dies together, in one environment, under one key. */
export class LifeCycleStack extends Stack {
  readonly settings: Environment;
  readonly key: IKey;
  /** The SNS topic of this stack's alarms. */
  readonly alarmTopicArn: string;
  readonly metricsNamespace: string;
  readonly runbooks: string | undefined;

  constructor(scope: Construct, id: string, props: FoundationProps | DependentProps) {
    const shared = 'foundation' in props ? props.foundation : undefined;
    const { settings, metricsNamespace, runbooks } = 'foundation' in props ? props.foundation : props;
    const { account, region } = settings;
    super(scope, id, {
      description: props.description,
      terminationProtection: settings.protect,
      // One each: those that an app's default makes share their list of assets, and each stack would publish all of them.
      // The class declares as possibly undefined what the interface declares as optional.
      synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) as IStackSynthesizer,
      ...(account === undefined || region === undefined ? {} : { env: { account, region } }),
    });
    this.settings = settings;
    this.metricsNamespace = metricsNamespace;
    this.runbooks = runbooks;
    // CloudFormation's schema of a dashboard has no tags, whatever the L1 construct offers.
    Tags.of(this).add('carillon:environment', settings.name, {
      excludeResourceTypes: ['AWS::CloudWatch::Dashboard'],
    });
    const services = 'foundation' in props ? [] : (props.keyServices ?? []);
    this.key =
      shared?.key ?? new EncryptionKey(this, 'EncryptionKey', { removalPolicy: this.removalPolicy, services }).key;
    this.alarmTopicArn =
      shared?.alarmTopicArn ?? new AlarmTopic(this, 'AlarmTopic', this.key, settings.alarmEmails ?? []).arn;
  }

  /** The stack that a construct is in. @throws DeclarationError NO_STACK. */
  static around(construct: IConstruct): LifeCycleStack {
    const stack = Stack.of(construct);
    if (stack instanceof LifeCycleStack) return stack;
    throw new DeclarationError(
      'NO_STACK',
      `${construct.node.path} is not in a LifeCycleStack, whose key and settings it needs.`,
    );
  }

  /** What becomes of stored data when its stack is deleted. */
  get removalPolicy(): RemovalPolicy {
    return this.settings.protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
  }
}

/** Where alarms are published: encrypted, over TLS only, to the e-mail addresses of the environment. */
class AlarmTopic extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, key: IKey, emails: readonly string[]) {
    super(scope, id);
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
    for (const [index, endpoint] of emails.entries())
      new CfnSubscription(this, `Email${index + 1}`, { topicArn: topic.topicArn, protocol: 'email', endpoint });
    this.arn = topic.topicArn;
  }
}

/** A log group under the stack's key, kept for as long as the environment says. */
export const logGroup = (scope: Construct, id: string): LogGroup => {
  const { key, settings, removalPolicy } = LifeCycleStack.around(scope);
  return new LogGroup(scope, id, { encryptionKey: key, retention: settings.logRetentionDays, removalPolicy });
};
