import { PolicyDocument, type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { HandlerSource } from './handler-source.ts';
import { allow, type Use } from './use.ts';

export interface HandlerFunctionProps {
  readonly source: HandlerSource;
  readonly uses: readonly Use[];
  /** Otherwise the one in the source's settings. */
  readonly timeoutSeconds?: number;
}

const DEFAULT_TIMEOUT_SECONDS = 30;

/** A function with its log group and a role that says all it may do. */
export class HandlerFunction extends Construct {
  readonly function: LambdaFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, { source, uses, timeoutSeconds }: HandlerFunctionProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const writeLog = allow(['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn);
    this.role = roleOf(this, [writeLog, ...uses.flatMap((use) => use.statements)]);
    this.function = new LambdaFunction(this, 'Function', {
      description: `src/${source.name}`,
      code: Code.fromAsset(source.asset.path, { assetHash: source.asset.hash }),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: source.settings.memoryMegabytes,
      timeout: Duration.seconds(timeoutSeconds ?? source.settings.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS),
      environment: Object.assign(
        { POWERTOOLS_SERVICE_NAME: source.name.split('/').slice(1).join('/'), POWERTOOLS_LOG_LEVEL: 'INFO' },
        ...uses.map((use) => use.environment),
      ),
      // Every permission is in the role above: whatever L2 constructs would add by themselves stays out.
      role: this.role.withoutPolicyUpdates(),
      loggingFormat: LoggingFormat.JSON,
      logGroup,
    });
    // The function may be invoked as soon as it exists; then its permissions must be there too.
    this.function.node.addDependency(this.role);
  }
}

const roleOf = (scope: Construct, statements: readonly PolicyStatement[]): Role =>
  new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { Handler: new PolicyDocument({ statements: [...statements] }) },
  });
