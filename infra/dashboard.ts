import { CfnDashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { Aws, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/** One graph: metrics by search ("Using search expressions in graphs"), so that it follows what is deployed. */
interface Graph {
  readonly title: string;
  readonly statistic: 'Average' | 'Maximum' | 'Sum';
  /** `{namespace,dimension}` and the rest of a SEARCH, or one metric in full. */
  readonly search?: readonly string[];
  readonly metrics?: readonly (readonly string[])[];
}

const graphs = (stateMachineArn: string): readonly Graph[] => [
  {
    title: 'Runs',
    statistic: 'Sum',
    metrics: ['ExecutionsStarted', 'ExecutionsSucceeded', 'ExecutionsFailed', 'ExecutionsTimedOut'].map((name) => [
      'AWS/States',
      name,
      'StateMachineArn',
      stateMachineArn,
    ]),
  },
  {
    title: 'Resources published and rejected',
    statistic: 'Sum',
    search: ['{Carillon,service} (MetricName="ResourcesPublished" OR MetricName="ResourcesRejected")'],
  },
  {
    title: 'Dead letters that wait',
    statistic: 'Maximum',
    search: ['{AWS/SQS,QueueName} Carillon DeadLetters MetricName="ApproximateNumberOfMessagesVisible"'],
  },
  {
    title: 'Oldest message of each queue, seconds',
    statistic: 'Maximum',
    search: ['{AWS/SQS,QueueName} Carillon MetricName="ApproximateAgeOfOldestMessage"'],
  },
  {
    title: 'How far streams are behind, seconds',
    statistic: 'Maximum',
    search: ['{Carillon,service} MetricName="StreamAge"'],
  },
  {
    title: 'How long runs wait for their export, seconds',
    statistic: 'Maximum',
    search: ['{Carillon,service} MetricName="CallbackAge"'],
  },
  {
    title: 'Messages handled and failed',
    statistic: 'Sum',
    search: [
      '{Carillon,service} (MetricName="MessagesHandled" OR MetricName="MessagesFailed" OR MetricName="MessagesDeadLettered")',
    ],
  },
  {
    title: 'Errors and throttles of functions',
    statistic: 'Sum',
    search: ['{AWS/Lambda,FunctionName} Carillon (MetricName="Errors" OR MetricName="Throttles")'],
  },
  {
    title: 'Duration of functions, milliseconds',
    statistic: 'Average',
    search: ['{AWS/Lambda,FunctionName} Carillon MetricName="Duration"'],
  },
  {
    title: 'How far the archive is behind, seconds',
    statistic: 'Maximum',
    search: ['{AWS/Firehose,DeliveryStreamName} Carillon MetricName="DeliveryToS3.DataFreshness"'],
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

/** The system at a glance: what runs, what waits, what fails. */
export const dashboard = (scope: Construct, stateMachineArn: string): CfnDashboard =>
  new CfnDashboard(scope, 'Dashboard', {
    dashboardName: 'Carillon',
    dashboardBody: Stack.of(scope).toJsonString({ widgets: graphs(stateMachineArn).map(widget) }),
  });
