import {
  type Application,
  addSubscriptions,
  addWorkflows,
  alarm,
  allowWildcard,
  Dashboard,
  functionMetric,
  type Graph,
  handlersIn,
  LifeCycleStack,
  use,
  Workflow,
} from '@carillon/constructs';
import { CfnOutput } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { BusStack } from './bus-stack.ts';
import type { ExportDataStack } from './data-stack.ts';
import { resourcesOf, uses } from './uses.ts';

const GRAPHS: readonly Graph[] = [
  {
    title: 'Resources published and rejected',
    statistic: 'Sum',
    search: ['{Carillon,service} (MetricName="ResourcesPublished" OR MetricName="ResourcesRejected")'],
  },
  {
    title: 'How long runs wait for their export, seconds',
    statistic: 'Maximum',
    search: ['{Carillon,service} MetricName="CallbackAge"'],
  },
];

/** What acts: the export's state machine, schedule and tasks, and the consumers that continue a run. */
export class WorkflowStack extends LifeCycleStack {
  constructor(scope: Construct, id: string, application: Application, { data, bus: { bus } }: WorkflowStackProps) {
    super(scope, id, { description: 'Carillon: the FHIR export.', foundation: data });
    const resources = resourcesOf(data, bus);
    const { exports, callbacks, datastore, claims, archive } = data;
    const shared = handlersIn(application, uses, 'shared', resources);
    const fhirExport = new Workflow(this, 'FhirExport', {
      ...shared.workflow('fhir-export'),
      taskScope: this,
      callbacks,
      substitutions: { DatastoreId: datastore.id, ExportBucketName: exports.bucketName },
      uses: [
        use({}, allowWildcard("A run's manifest, below the run's id.", ['s3:GetObject'], exports.arnForObjects('*'))),
      ],
      schedule: {
        description: 'Exports what changed since the last run.',
        expression: 'rate(5 minutes)',
        // A trigger that is older than its successor is of no use.
        maximumAgeSeconds: 300,
      },
    });
    addAlarms(fhirExport);
    const workflows = Object.values(addWorkflows(this, shared, { bus, callbacks }, { 'fhir-export': fhirExport }));
    const handlers = handlersIn(application, uses, 'workflow', { ...resources, workflows });
    addSubscriptions(this, handlers, { bus, claims, archive });
    const stateMachineArns = workflows.map(({ stateMachine }) => stateMachine.attrArn);
    new Dashboard(this, 'Dashboard', { name: 'Carillon', stateMachineArns, graphs: GRAPHS });
    new CfnOutput(this, 'StateMachineArn', { value: fhirExport.stateMachine.attrArn });
  }
}

interface WorkflowStackProps {
  readonly data: ExportDataStack;
  readonly bus: BusStack;
}

const addAlarms = (fhirExport: Workflow): void => {
  alarm(fhirExport, 'RunLate', {
    description: 'No export run was completed for three hours; one takes two at most.',
    runbook: 'run-late',
    metric: {
      ...functionMetric(fhirExport, 'RunsCompleted', 'fhir-export/complete-run', 'Sum'),
      periodSeconds: 3_600,
    },
    below: 1,
    periods: 3,
    missingDataBreaches: true,
  });
  alarm(fhirExport, 'CallbackNearTimeout', {
    description: 'A run has waited 75 of the 90 minutes that it gives its export job.',
    runbook: 'callback-near-timeout',
    metric: functionMetric(fhirExport, 'CallbackAge', 'callback-resumer', 'Maximum'),
    atLeast: 4_500,
  });
  alarm(fhirExport, 'FunctionsThrottled', {
    description:
      'Lambda throttled invocations, of this system or of another in the account: they share its concurrency.',
    runbook: 'throttled',
    metric: { namespace: 'AWS/Lambda', name: 'Throttles', dimensions: {}, statistic: 'Sum' },
    atLeast: 1,
  });
};
