import type { PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  CfnFunction,
  Code,
  type CodeConfig,
  type FunctionProps,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { CommandAsset } from './crates/crate.ts';
import type { HandlerSource } from './handler-source.ts';
import { LifeCycleStack, logGroup } from './life-cycle-stack.ts';
import { suppress } from './nag-suppressions.ts';
import { allow, allowWildcard, serviceRole, type Use } from './permissions.ts';

/** A function's code and settings, and what it may use. */
export interface HandlerFunctionProps {
  readonly source: HandlerSource;
  readonly uses: readonly Use[];
  /** Otherwise the one in the source's settings. */
  readonly timeoutSeconds?: number;
}

const DEFAULT_TIMEOUT_SECONDS = 30;
const DEFAULT_MEMORY_MEGABYTES = 256;

/** What Lambda does in the function's name whatever its code: traces, and in a VPC network interfaces. */
const platform = (inVpc: boolean): readonly PolicyStatement[] => [
  allowWildcard(
    'AWS X-Ray has no resource for segments ("Actions defined by AWS X-Ray").',
    ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
    '*',
  ),
  ...(inVpc
    ? [
        allowWildcard(
          'Lambda makes and removes interfaces it does not know before ("Giving Lambda functions access to resources in an Amazon VPC").',
          [
            'ec2:AssignPrivateIpAddresses',
            'ec2:CreateNetworkInterface',
            'ec2:DeleteNetworkInterface',
            'ec2:DescribeNetworkInterfaces',
            'ec2:DescribeSubnets',
            'ec2:UnassignPrivateIpAddresses',
          ],
          '*',
        ),
      ]
    : []),
];

/**
 * Code that a command makes when it is published ("Cloud assembly schema", FileSource.executable): it prints the path of a
 * zip file. A command that fails ends the deployment before anything is changed.
 */
class CommandCode extends Code {
  private readonly asset: CommandAsset;

  constructor(asset: CommandAsset) {
    super();
    this.asset = asset;
  }

  override bind(scope: Construct): CodeConfig {
    const { hash: sourceHash, command } = this.asset;
    const published = Stack.of(scope).synthesizer.addFileAsset({
      sourceHash,
      executable: [...command],
      displayName: `${scope.node.path}/Code`,
    });
    return { s3Location: { bucketName: published.bucketName, objectKey: published.objectKey } };
  }
}

const codeOf = (asset: HandlerSource['asset']): Pick<FunctionProps, 'code' | 'handler' | 'runtime'> =>
  'command' in asset
    ? { code: new CommandCode(asset), handler: 'bootstrap', runtime: Runtime.PROVIDED_AL2023 }
    : {
        code: Code.fromAsset(asset.path, { assetHash: asset.hash }),
        handler: 'index.handler',
        runtime: Runtime.NODEJS_24_X,
      };

/** `consumers/chat/connect` -> `chat/connect`, the service name in logs, traces and metrics. */
export const serviceName = ({ name }: HandlerSource): string => name.split('/').slice(1).join('/');

/** A function with its log group and a role that lists everything it may do. */
export class HandlerFunction extends Construct {
  readonly function: LambdaFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, { source, uses, timeoutSeconds }: HandlerFunctionProps) {
    super(scope, id);
    const { settings, metricsNamespace } = LifeCycleStack.around(this);
    const { memoryMegabytes = DEFAULT_MEMORY_MEGABYTES, ...own } = source.settings;
    const log = logGroup(this, 'Log');
    this.role = serviceRole(this, 'Role', {
      service: 'lambda',
      statements: [
        allow(['logs:CreateLogStream', 'logs:PutLogEvents'], log.logGroupArn),
        ...platform(settings.vpc !== undefined),
        ...uses.flatMap((use) => use.statements),
      ],
    });
    this.function = new LambdaFunction(this, 'Function', {
      description: `src/${source.name}`,
      ...codeOf(source.asset),
      architecture: Architecture.ARM_64,
      memorySize: memoryMegabytes,
      timeout: Duration.seconds(timeoutSeconds ?? own.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS),
      environment: Object.assign(
        {
          POWERTOOLS_SERVICE_NAME: serviceName(source),
          POWERTOOLS_METRICS_NAMESPACE: metricsNamespace,
          POWERTOOLS_LOG_LEVEL: 'INFO',
        },
        ...uses.map((use) => use.environment),
      ),
      // Every permission is in the role above: whatever L2 constructs would add by themselves stays out.
      role: this.role.withoutPolicyUpdates(),
      loggingFormat: LoggingFormat.JSON,
      logGroup: log,
      tracing: Tracing.ACTIVE,
    });
    const { defaultChild } = this.function.node;
    if (defaultChild instanceof CfnFunction) this.finish(defaultChild);
    this.explain();
  }

  private finish(cfn: CfnFunction): void {
    // The role is named by the function's properties, so CloudFormation makes it first anyway (cfn-lint W3005).
    cfn.addDeletionOverride('DependsOn');
    const { vpc } = LifeCycleStack.around(this).settings;
    if (vpc !== undefined)
      cfn.vpcConfig = { subnetIds: [...vpc.subnetIds], securityGroupIds: [...vpc.securityGroupIds] };
  }

  private explain(): void {
    const { settings } = LifeCycleStack.around(this);
    suppress(
      this.function,
      'Its callers bound it: a queue mapping and a map of at most 10 at once, a pipe with one batch a shard, a throttled API. Reserving would take from the rest of the account.',
      'HIPAA.Security-LambdaConcurrency',
    );
    suppress(
      this.function,
      'Nobody invokes it asynchronously, and only then is this configuration used ("Capturing records of Lambda asynchronous invocations"); its queue, pipe, rule or state machine keeps what fails.',
      'HIPAA.Security-LambdaDLQ',
    );
    if (settings.vpc === undefined)
      suppress(
        this.function,
        'It calls AWS APIs only, over TLS and with IAM; an environment that names `vpc` places it there.',
        'HIPAA.Security-LambdaInsideVPC',
      );
  }
}
