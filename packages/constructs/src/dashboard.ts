import type { RuntimeDuration, RuntimeMetric } from '@carillon/runtime/log';
import { CfnDashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { Aws, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { LifeCycleStack } from './life-cycle-stack.ts';

/** One graph: metrics by search ("Using search expressions in graphs"), so that it follows what is deployed. */
export interface Graph {
  readonly title: string;
  readonly statistic: 'Average' | 'Maximum' | 'Sum';
  /** `{namespace,dimension}` and the rest of a SEARCH. */
  readonly search?: readonly string[];
  /** Metrics in full: namespace, name, then dimension after dimension. */
  readonly metrics?: readonly (readonly string[])[];
}

/** What a dashboard shows. */
export interface DashboardProps {
  /** The dashboard's name, with which the names of the application's stacks begin. */
  readonly name: string;
  /** ARNs of the state machines of workflows. */
  readonly stateMachineArns: readonly string[];
  /** Graphs of the application's own metrics. */
  readonly graphs?: readonly Graph[];
}

const RUNS = ['ExecutionsStarted', 'ExecutionsSucceeded', 'ExecutionsFailed', 'ExecutionsTimedOut'];

/** Of every consumer, by the runtime. */
const MESSAGES: readonly RuntimeMetric[] = ['MessagesHandled', 'MessagesFailed', 'MessagesDeadLettered'];
const STREAM_AGE: RuntimeDuration = 'StreamAge';

const engineGraphs = (name: string, own: string, stateMachineArns: readonly string[]): readonly Graph[] => [
  {
    title: 'Runs',
    statistic: 'Sum',
    metrics: stateMachineArns.flatMap((arn) => RUNS.map((metric) => ['AWS/States', metric, 'StateMachineArn', arn])),
  },
  {
    title: 'Dead letters',
    statistic: 'Maximum',
    search: [`{AWS/SQS,QueueName} ${name} DeadLetters MetricName="ApproximateNumberOfMessagesVisible"`],
  },
  {
    title: 'Oldest message of each queue, seconds',
    statistic: 'Maximum',
    search: [`{AWS/SQS,QueueName} ${name} MetricName="ApproximateAgeOfOldestMessage"`],
  },
  {
    title: 'How far streams are behind, seconds',
    statistic: 'Maximum',
    search: [`${own} MetricName="${STREAM_AGE}"`],
  },
  {
    title: 'Messages handled and failed',
    statistic: 'Sum',
    search: [`${own} (${MESSAGES.map((metric) => `MetricName="${metric}"`).join(' OR ')})`],
  },
  {
    title: 'Errors and throttles of functions',
    statistic: 'Sum',
    search: [`{AWS/Lambda,FunctionName} ${name} (MetricName="Errors" OR MetricName="Throttles")`],
  },
  {
    title: 'Duration of functions, milliseconds',
    statistic: 'Average',
    search: [`{AWS/Lambda,FunctionName} ${name} MetricName="Duration"`],
  },
  {
    title: 'How far the archive is behind, seconds',
    statistic: 'Maximum',
    search: [`{AWS/Firehose,DeliveryStreamName} ${name} MetricName="DeliveryToS3.DataFreshness"`],
  },
];

const PERIOD_SECONDS = 300;
/** "Dashboard body structure and syntax": a dashboard is 24 units wide. */
const [WIDTH, HEIGHT] = [12, 6];

const widget = ({ title, statistic, search = [], metrics = [] }: Graph, index: number): object => ({
  type: 'metric',
  x: (index % 2) * WIDTH,
  y: Math.floor(index / 2) * HEIGHT,
  width: WIDTH,
  height: HEIGHT,
  properties: {
    title,
    region: Aws.REGION,
    view: 'timeSeries',
    stat: statistic,
    period: PERIOD_SECONDS,
    metrics: [
      ...metrics,
      ...search.map((terms) => [{ expression: `SEARCH('${terms}', '${statistic}', ${PERIOD_SECONDS})` }]),
    ],
  },
});

/** The application on one page: what runs, what waits, what fails, and its own graphs. */
export class Dashboard extends CfnDashboard {
  constructor(scope: Construct, id: string, { name, stateMachineArns, graphs = [] }: DashboardProps) {
    const own = `{${LifeCycleStack.around(scope).metricsNamespace},service}`;
    const widgets = [...engineGraphs(name, own, stateMachineArns), ...graphs].map(widget);
    super(scope, id, { dashboardName: name, dashboardBody: Stack.of(scope).toJsonString({ widgets }) });
  }
}
