import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { CfnRule, type EventBus } from 'aws-cdk-lib/aws-events';
import { CfnPolicy, PolicyDocument, type PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Aws, Fn } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { alarm, alarmWhenLost, sumOf } from './alarm.ts';
import { pascalCase, type SubscriptionDeclaration } from './application.ts';
import { allowSendingFrom, DeadLetterQueue } from './dead-letter-queue.ts';
import { DeclarationError } from './declaration-error.ts';
import { HandlerFunction } from './handler-function.ts';
import type { Handlers, WorkflowParts } from './handlers.ts';
import { LifeCycleStack, logGroup } from './life-cycle-stack.ts';
import { suppress, suppressWildcard } from './nag-suppressions.ts';
import { allow, allowWildcard, serviceRole, type Use, use } from './permissions.ts';

/** A workflow of the application (its parts come from its folder) and what surrounds it in its stack. */
export interface WorkflowProps extends WorkflowParts {
  /** Where the events of `startsOn` come from; needed when it starts on events. */
  readonly bus?: EventBus;
  /** Where states put task tokens (`putItem.waitForTaskToken`), for a definition that asks for `${CallbackTableName}`. */
  readonly callbacks?: Table;
  /** What else its definition's placeholders stand for; `${<Task>FunctionArn}` of each task is given. */
  readonly substitutions?: Readonly<Record<string, string>>;
  /** What its states call besides tasks and callbacks. */
  readonly uses?: readonly Use[];
  readonly schedule?: WorkflowSchedule;
  /** Where the tasks' functions are made. Default: in the workflow. */
  readonly taskScope?: Construct;
}

/** When a workflow is started by the clock. */
export interface WorkflowSchedule {
  /** EventBridge Scheduler's `rate(5 minutes)` or `cron(...)`. */
  readonly expression: string;
  readonly description: string;
  /** Age after which a start that failed is given up; at least 60. */
  readonly maximumAgeSeconds: number;
}

/** Names of the placeholders of a definition, each once, sorted. */
export const placeholders = (definition: string): readonly string[] =>
  [...new Set([...definition.matchAll(/\$\{([A-Za-z0-9]+)\}/g)].map((found) => found[1] ?? ''))].sort();

/** The substitutions a definition asks for. @throws DeclarationError naming each placeholder that nothing is given for. */
export const substitutionsFor = (
  definition: string,
  offered: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> => {
  const wanted = placeholders(definition);
  const missing = wanted.filter((name) => offered[name] === undefined);
  if (missing.length > 0) {
    const known = Object.keys(offered).sort().join(', ');
    throw new DeclarationError(
      'NO_SUBSTITUTION',
      `The state machine asks for ${missing.join(', ')}; the stack knows ${known}.`,
    );
  }
  return Object.fromEntries(wanted.map((name) => [name, offered[name] ?? '']));
};

/** "Using CloudWatch Logs to log execution history in Step Functions": log delivery has no resources of its own. */
const deliverLogs = allowWildcard(
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
const trace = allowWildcard(
  'AWS X-Ray has no resource for segments and sampling ("Actions defined by AWS X-Ray").',
  ['xray:GetSamplingRules', 'xray:GetSamplingTargets', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
  '*',
);

/**
 * A Standard state machine with its tasks' functions, and what starts it:
 *
 *     schedule ----,
 *     bus -- rule --`--> state machine --> tasks
 *        `- dead-letter queue  `--> callback table: task tokens, until somebody resumes the run
 */
export class Workflow extends Construct {
  readonly stateMachine: CfnStateMachine;
  readonly role: Role;
  readonly tasks: readonly HandlerFunction[];

  constructor(scope: Construct, id: string, props: WorkflowProps) {
    super(scope, id);
    const { name, definition, tasks, callbacks, substitutions, uses = [], taskScope = this } = props;
    const made = tasks.map(({ source, uses }) => {
      const task = pascalCase(source.name.split('/').at(-1) ?? '');
      return [task, new HandlerFunction(taskScope, task, { source, uses: uses() })] as const;
    });
    this.tasks = made.map(([, task]) => task);
    const waits = callbacks !== undefined && placeholders(definition).includes('CallbackTableName');
    const arns = made.map(
      ([
        task,
        {
          function: { functionArn },
        },
      ]) => [`${task}FunctionArn`, functionArn] as const,
    );
    const offered = {
      ...Object.fromEntries(arns),
      ...(waits ? { CallbackTableName: callbacks.tableName } : {}),
      ...substitutions,
    };
    this.role = this.roleFor([
      ...(arns.length === 0 ? [] : [use({}, allow(['lambda:InvokeFunction'], ...arns.map(([, arn]) => arn)))]),
      ...(waits ? [use({}, allow(['dynamodb:PutItem'], callbacks.tableArn))] : []),
      ...uses,
    ]);
    this.stateMachine = this.machine(definition, substitutionsFor(definition, offered));
    if (/"Mode"\s*:\s*"DISTRIBUTED"/.test(definition)) this.allowDistributedMap();
    if (props.schedule !== undefined) this.startBySchedule(props.schedule);
    if (props.startsOn !== undefined) this.startOn(props.startsOn, props.bus);
    this.alarm(name);
  }

  private roleFor(uses: readonly Use[]): Role {
    return serviceRole(this, 'Role', {
      service: 'states',
      statements: [
        ...uses.flatMap((each) => each.statements),
        // "Data at rest encryption in Step Functions": for the history, and for what is delivered of it to the log.
        allow(['kms:Decrypt', 'kms:GenerateDataKey'], LifeCycleStack.around(this).key.keyArn),
        deliverLogs,
        trace,
      ],
    });
  }

  private machine(definition: string, substitutions: Readonly<Record<string, string>>): CfnStateMachine {
    return new CfnStateMachine(this, 'StateMachine', {
      stateMachineType: 'STANDARD',
      roleArn: this.role.roleArn,
      definitionString: JSON.stringify(JSON.parse(definition)),
      definitionSubstitutions: substitutions,
      loggingConfiguration: {
        level: 'ALL',
        // A run's data holds its task token, which no log may.
        includeExecutionData: false,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: logGroup(this, 'Log').logGroupArn } }],
      },
      // The history of a run holds its task token: who may read executions needs the key as well.
      encryptionConfiguration: {
        type: 'CUSTOMER_MANAGED_KMS_KEY',
        kmsKeyId: LifeCycleStack.around(this).key.keyArn,
        kmsDataKeyReusePeriodSeconds: 300,
      },
      tracingConfiguration: { enabled: true },
    });
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
    suppress(
      policy,
      'It names the machine, which needs the role first; it is part of that one role.',
      'HIPAA.Security-IAMNoInlinePolicy',
    );
    suppressWildcard(policy, executions, 'The executions of its own maps, which have their names from Step Functions.');
  }

  private startBySchedule({ expression, description, maximumAgeSeconds }: WorkflowSchedule): void {
    const deadLetters = new DeadLetterQueue(this, 'ScheduleDeadLetters').queue;
    const role = serviceRole(this, 'ScheduleRole', {
      service: 'scheduler',
      statements: [
        allow(['states:StartExecution'], this.stateMachine.attrArn),
        allow(['sqs:SendMessage'], deadLetters.queueArn),
      ],
    });
    new CfnSchedule(this, 'Schedule', {
      description,
      scheduleExpression: expression,
      state: 'ENABLED',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: this.stateMachine.attrArn,
        roleArn: role.roleArn,
        input: '{}',
        deadLetterConfig: { arn: deadLetters.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: maximumAgeSeconds, maximumRetryAttempts: 10 },
      },
    });
  }

  /** The execution's input is the event as EventBridge delivers it, at least once: a run may be started twice. */
  private startOn({ description, pattern }: SubscriptionDeclaration, bus: EventBus | undefined): void {
    if (bus === undefined)
      throw new DeclarationError('NO_BUS', `${this.node.path} starts on events: give it the bus that they come from.`);
    const start = new Construct(this, 'Start');
    const deadLetters = new DeadLetterQueue(start, 'DeadLetters').queue;
    const role = serviceRole(start, 'Role', {
      service: 'events',
      statements: [allow(['states:StartExecution'], this.stateMachine.attrArn)],
    });
    const rule = new CfnRule(start, 'Rule', {
      description,
      eventBusName: bus.eventBusName,
      eventPattern: pattern,
      state: 'ENABLED',
      targets: [
        {
          id: 'StateMachine',
          arn: this.stateMachine.attrArn,
          roleArn: role.roleArn,
          deadLetterConfig: { arn: deadLetters.queueArn },
        },
      ],
    });
    allowSendingFrom(deadLetters, rule.attrArn);
    alarmWhenLost(start, rule, bus);
  }

  private alarm(name: string): void {
    const dimensions = { StateMachineArn: this.stateMachine.attrArn };
    alarm(this, 'RunFailed', {
      description: `A run of ${name} failed, timed out or was aborted.`,
      runbook: 'run-failed',
      metrics: sumOf('AWS/States', ['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted'], dimensions),
      atLeast: 1,
    });
    alarm(this, 'Throttled', {
      description: `Step Functions throttled state transitions of ${name}.`,
      runbook: 'throttled',
      metric: { namespace: 'AWS/States', name: 'ExecutionThrottled', dimensions, statistic: 'Sum' },
      atLeast: 1,
    });
  }
}

/** What a consumer may do that resumes waiting runs of these workflows. */
export const allowResume = (...workflows: readonly Workflow[]): PolicyStatement =>
  allow(
    ['states:SendTaskFailure', 'states:SendTaskHeartbeat', 'states:SendTaskSuccess'],
    ...workflows.map(({ stateMachine }) => stateMachine.attrArn),
  );

/**
 * Makes the workflows that need nothing but their folder: all that are not `made` already. Returns those and the others,
 * by name.
 */
export const addWorkflows = (
  stack: LifeCycleStack,
  handlers: Handlers,
  surroundings: Required<Pick<WorkflowProps, 'bus' | 'callbacks'>>,
  made: Readonly<Record<string, Workflow>> = {},
): Readonly<Record<string, Workflow>> => {
  const others = handlers.workflows.filter((name) => !Object.hasOwn(made, name));
  const add = (name: string): Workflow =>
    new Workflow(stack, pascalCase(name), { ...handlers.workflow(name), ...surroundings });
  return { ...made, ...Object.fromEntries(others.map((name) => [name, add(name)])) };
};
