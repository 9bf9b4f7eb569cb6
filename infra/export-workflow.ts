import { accept, acceptStar } from '@carillon/constructs/accepted';
import { alarm, sumOf } from '@carillon/constructs/alarm';
import { DeadLetterQueue } from '@carillon/constructs/dead-letter-queue';
import { LifeCycleStack } from '@carillon/constructs/life-cycle-stack';
import { logGroup } from '@carillon/constructs/log-group';
import { serviceRole } from '@carillon/constructs/service-role';
import { allow, allowEvery, type Use } from '@carillon/constructs/use';
import { CfnPolicy, PolicyDocument, type Role } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Aws, Fn } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

const INLINE_POLICY = 'HIPAA.Security-IAMNoInlinePolicy';

export interface ExportWorkflowProps {
  /** The state machine in Amazon States Language, with `${Name}` where the stack's own names go. */
  readonly definition: string;
  /** What stands for each `${Name}`. */
  readonly substitutions: Readonly<Record<string, string>>;
  /** What the states call. */
  readonly uses: readonly Use[];
}

/** Names of the placeholders of a definition, each once, sorted. */
export const placeholders = (definition: string): readonly string[] =>
  [...new Set([...definition.matchAll(/\$\{([A-Za-z0-9]+)\}/g)].map((found) => found[1] ?? ''))].sort();

/** The substitutions a definition asks for. @throws Error naming each placeholder that nothing stands for. */
export const substitutionsFor = (
  definition: string,
  offered: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> => {
  const wanted = placeholders(definition);
  const missing = wanted.filter((name) => offered[name] === undefined);
  if (missing.length > 0) {
    const known = Object.keys(offered).sort().join(', ');
    throw new Error(`The state machine asks for ${missing.join(', ')}; the stack knows ${known}.`);
  }
  return Object.fromEntries(wanted.map((name) => [name, offered[name] ?? '']));
};

/** "Using CloudWatch Logs to log execution history in Step Functions": log delivery has no resources of its own. */
const deliverLogs = allowEvery(
  'CloudWatch Logs has no resource for log deliveries ("Actions defined by Amazon CloudWatch Logs").',
  [
    'logs:CreateLogDelivery',
    'logs:DeleteLogDelivery',
    'logs:DescribeLogGroups',
    'logs:DescribeResourcePolicies',
    'logs:GetLogDelivery',
    'logs:ListLogDeliveries',
    'logs:PutResourcePolicy',
    'logs:UpdateLogDelivery',
  ],
  '*',
);

/** "Tracing state machine executions with AWS X-Ray", "IAM policies for X-Ray". */
const trace = allowEvery(
  'AWS X-Ray has no resource for segments and sampling ("Actions defined by AWS X-Ray").',
  ['xray:GetSamplingRules', 'xray:GetSamplingTargets', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
  '*',
);

/** A Standard state machine and the schedule that starts it every five minutes. */
export class ExportWorkflow extends Construct {
  readonly stateMachine: CfnStateMachine;
  readonly role: Role;

  constructor(scope: Construct, id: string, { definition, substitutions, uses }: ExportWorkflowProps) {
    super(scope, id);
    const log = logGroup(this, 'Log');
    this.role = serviceRole(this, 'Role', {
      service: 'states',
      statements: [
        ...uses.flatMap((use) => use.statements),
        // "Data at rest encryption in Step Functions": for the history, and for what is delivered of it to the log.
        allow(['kms:Decrypt', 'kms:GenerateDataKey'], LifeCycleStack.around(this).key.keyArn),
        deliverLogs,
        trace,
      ],
    });
    this.stateMachine = new CfnStateMachine(this, 'StateMachine', {
      stateMachineType: 'STANDARD',
      roleArn: this.role.roleArn,
      definitionString: JSON.stringify(JSON.parse(definition)),
      definitionSubstitutions: substitutionsFor(definition, substitutions),
      loggingConfiguration: {
        level: 'ALL',
        // A run's data holds its task token, which no log may.
        includeExecutionData: false,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: log.logGroupArn } }],
      },
      // The history of a run holds its task token: who may read executions needs the key as well.
      encryptionConfiguration: {
        type: 'CUSTOMER_MANAGED_KMS_KEY',
        kmsKeyId: LifeCycleStack.around(this).key.keyArn,
        kmsDataKeyReusePeriodSeconds: 300,
      },
      tracingConfiguration: { enabled: true },
    });
    this.allowDistributedMap();
    this.startEveryFiveMinutes();
    this.alarm();
  }

  /** "IAM policies for using Distributed Map": the machine starts its own children, so this comes after it. */
  private allowDistributedMap(): void {
    const executions = Fn.join(':', [
      `arn:${Aws.PARTITION}:states:${Aws.REGION}:${Aws.ACCOUNT_ID}:execution`,
      this.stateMachine.attrName,
      '*',
    ]);
    const policy = new CfnPolicy(this, 'DistributedMap', {
      policyName: 'DistributedMap',
      roles: [this.role.roleName],
      policyDocument: new PolicyDocument({
        statements: [
          allow(['states:StartExecution'], this.stateMachine.attrArn),
          allow(['states:DescribeExecution', 'states:RedriveExecution', 'states:StopExecution'], executions),
        ],
      }),
    });
    accept(policy, 'It names the machine, which needs the role first; it is part of that one role.', INLINE_POLICY);
    acceptStar(policy, executions, 'The executions of its own maps, which have their names from Step Functions.');
  }

  private startEveryFiveMinutes(): void {
    const deadLetters = new DeadLetterQueue(this, 'ScheduleDeadLetters').queue;
    const role = serviceRole(this, 'ScheduleRole', {
      service: 'scheduler',
      statements: [
        allow(['states:StartExecution'], this.stateMachine.attrArn),
        allow(['sqs:SendMessage'], deadLetters.queueArn),
      ],
    });
    new CfnSchedule(this, 'Schedule', {
      description: 'Exports what changed since the last run.',
      scheduleExpression: 'rate(5 minutes)',
      state: 'ENABLED',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: this.stateMachine.attrArn,
        roleArn: role.roleArn,
        input: '{}',
        deadLetterConfig: { arn: deadLetters.queueArn },
        // A trigger that is older than its successor is of no use.
        retryPolicy: { maximumEventAgeInSeconds: 300, maximumRetryAttempts: 10 },
      },
    });
  }

  private alarm(): void {
    const dimensions = { StateMachineArn: this.stateMachine.attrArn };
    alarm(this, 'RunFailed', {
      says: 'An export run failed, timed out or was aborted.',
      runbook: 'run-failed',
      metrics: sumOf('AWS/States', ['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted'], dimensions),
      atLeast: 1,
    });
    alarm(this, 'RunLate', {
      says: 'No export run was completed for three hours; one takes two at most.',
      runbook: 'run-late',
      metric: {
        namespace: 'Carillon',
        name: 'RunsCompleted',
        dimensions: { service: 'fhir-export/complete-run' },
        statistic: 'Sum',
        periodSeconds: 3_600,
      },
      below: 1,
      periods: 3,
      silenceIsBad: true,
    });
    alarm(this, 'CallbackNearTimeout', {
      says: 'A run has waited 75 of the 90 minutes that it gives its export job.',
      runbook: 'callback-near-timeout',
      metric: {
        namespace: 'Carillon',
        name: 'CallbackAge',
        dimensions: { service: 'callback-resumer' },
        statistic: 'Maximum',
      },
      atLeast: 4_500,
    });
    alarm(this, 'Throttled', {
      says: 'Step Functions held state transitions of the run back.',
      runbook: 'throttled',
      metric: { namespace: 'AWS/States', name: 'ExecutionThrottled', dimensions, statistic: 'Sum' },
      atLeast: 1,
    });
    alarm(this, 'FunctionsThrottled', {
      says: 'Lambda turned invocations away, of this system or of another in the account: they share its concurrency.',
      runbook: 'throttled',
      metric: { namespace: 'AWS/Lambda', name: 'Throttles', dimensions: {}, statistic: 'Sum' },
      atLeast: 1,
    });
  }
}
