import { CfnPolicy, PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Aws, Fn } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { allow, type Use } from './use.ts';

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

/** A Standard state machine and the schedule that starts it every five minutes. */
export class ExportWorkflow extends Construct {
  readonly stateMachine: CfnStateMachine;
  readonly role: Role;

  constructor(scope: Construct, id: string, { definition, substitutions, uses }: ExportWorkflowProps) {
    super(scope, id);
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: { States: new PolicyDocument({ statements: uses.flatMap((use) => use.statements) }) },
    });
    this.stateMachine = new CfnStateMachine(this, 'StateMachine', {
      stateMachineType: 'STANDARD',
      roleArn: this.role.roleArn,
      definitionString: JSON.stringify(JSON.parse(definition)),
      definitionSubstitutions: substitutionsFor(definition, substitutions),
    });
    this.stateMachine.node.addDependency(this.role);
    this.allowDistributedMap();
    this.startEveryFiveMinutes();
  }

  /** "IAM policies for using Distributed Map": the machine starts its own children, so this comes after it. */
  private allowDistributedMap(): void {
    const executions = Fn.join(':', [
      `arn:${Aws.PARTITION}:states:${Aws.REGION}:${Aws.ACCOUNT_ID}:execution`,
      this.stateMachine.attrName,
      '*',
    ]);
    new CfnPolicy(this, 'DistributedMap', {
      policyName: 'DistributedMap',
      roles: [this.role.roleName],
      policyDocument: new PolicyDocument({
        statements: [
          allow(['states:StartExecution'], this.stateMachine.attrArn),
          allow(['states:DescribeExecution', 'states:RedriveExecution', 'states:StopExecution'], executions),
        ],
      }),
    });
  }

  private startEveryFiveMinutes(): void {
    const deadLetters = new DeadLetterQueue(this, 'ScheduleDeadLetters').queue;
    const role = new Role(this, 'ScheduleRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: {
        Start: new PolicyDocument({
          statements: [
            allow(['states:StartExecution'], this.stateMachine.attrArn),
            allow(['sqs:SendMessage'], deadLetters.queueArn),
          ],
        }),
      },
    });
    const schedule = new CfnSchedule(this, 'Schedule', {
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
    schedule.node.addDependency(role);
  }
}
