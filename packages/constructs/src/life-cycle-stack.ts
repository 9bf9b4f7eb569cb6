import type { IKey } from 'aws-cdk-lib/aws-kms';
import { DefaultStackSynthesizer, type IStackSynthesizer, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import type { Environment } from './environment.ts';

export interface LifeCycleStackProps {
  readonly settings: Environment;
  readonly description: string;
}

/** A stack of the system: what lives and dies together, in one environment, under one key. */
export abstract class LifeCycleStack extends Stack {
  readonly settings: Environment;
  abstract readonly key: IKey;
  /** Who hears this stack's alarms. */
  abstract readonly alarmTopicArn: string;

  constructor(scope: Construct, id: string, { settings, description }: LifeCycleStackProps) {
    const { account, region } = settings;
    super(scope, id, {
      description,
      terminationProtection: settings.protect,
      // One each: those that an app's default makes share their list of assets, and each stack would publish all of them.
      // The class declares as possibly undefined what the interface declares as optional.
      synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) as IStackSynthesizer,
      ...(account === undefined || region === undefined ? {} : { env: { account, region } }),
    });
    this.settings = settings;
    // CloudFormation's schema of a dashboard has no tags, whatever the L1 construct offers.
    Tags.of(this).add('carillon:environment', settings.name, {
      excludeResourceTypes: ['AWS::CloudWatch::Dashboard'],
    });
  }

  /** The stack that a construct is in. @throws Error outside of one. */
  static around(construct: IConstruct): LifeCycleStack {
    const stack = Stack.of(construct);
    if (stack instanceof LifeCycleStack) return stack;
    throw new Error(`${construct.node.path} is in no stack of the system.`);
  }

  /** What becomes of kept things when their stack goes. */
  get removalPolicy(): RemovalPolicy {
    return this.settings.protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
  }
}
