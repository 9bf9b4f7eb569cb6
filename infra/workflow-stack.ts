import { HandlerFunction } from '@carillon/constructs/handler-function';
import { LifeCycleStack } from '@carillon/constructs/life-cycle-stack';
import { pascal } from '@carillon/constructs/pascal';
import { allow, allowEvery, type Use } from '@carillon/constructs/use';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnOutput } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { BusStack } from './bus-stack.ts';
import { dashboard } from './dashboard.ts';
import type { DataStack } from './data-stack.ts';
import { ExportWorkflow } from './export-workflow.ts';
import { listen } from './listening.ts';
import { handlersBelow, type System } from './system.ts';
import { type Resources, usesOf } from './uses.ts';

/** What acts: the export's state machine and schedule, its tasks, and the consumers that carry a run on. */
export class WorkflowStack extends LifeCycleStack {
  readonly key: IKey;
  readonly alarmTopicArn: string;

  constructor(scope: Construct, id: string, system: System, { data, bus }: { data: DataStack; bus: BusStack }) {
    super(scope, id, { settings: data.settings, description: 'Carillon: the FHIR export.' });
    this.key = data.key;
    this.alarmTopicArn = data.alarmTopicArn;
    const resources: Resources = { ...data.kept, bus: bus.bus };
    const { stateMachine } = this.workflow(system, resources);
    listen(this, 'workflow', system, { ...resources, stateMachineArn: stateMachine.attrArn });
    dashboard(this, stateMachine.attrArn);
    new CfnOutput(this, 'StateMachineArn', { value: stateMachine.attrArn });
  }

  private workflow(system: System, resources: Resources): ExportWorkflow {
    const tasks = handlersBelow(system, 'workflows/fhir-export').map((source) => {
      const name = pascal(source.name.split('/').at(-1) ?? '');
      const task = new HandlerFunction(this, name, { source, uses: usesOf(source.settings.uses, resources) });
      return [`${name}FunctionArn`, task.function.functionArn] as const;
    });
    const uses: Use = {
      environment: {},
      statements: [
        allow(['lambda:InvokeFunction'], ...tasks.map(([, arn]) => arn)),
        allow(['dynamodb:PutItem'], resources.callbacks.tableArn),
        allowEvery("A run's manifest, below the run's id.", ['s3:GetObject'], resources.exports.arnForObjects('*')),
      ],
    };
    return new ExportWorkflow(this, 'FhirExport', {
      definition: system.exportDefinition,
      substitutions: {
        ...Object.fromEntries(tasks),
        CallbackTableName: resources.callbacks.tableName,
        DatastoreId: resources.datastore.id,
        ExportBucketName: resources.exports.bucketName,
      },
      uses: [uses],
    });
  }
}
