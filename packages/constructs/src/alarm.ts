import { CfnAlarm, type CfnAlarmProps } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { LifeCycleStack } from './life-cycle-stack.ts';

/** What to do when it rings: `docs/runbooks/<name>.md`. */
export type Runbook =
  | 'archive-behind'
  | 'callback-near-timeout'
  | 'dead-letters'
  | 'edge-failing'
  | 'event-lost'
  | 'queue-behind'
  | 'run-failed'
  | 'run-late'
  | 'stream-behind'
  | 'throttled';

interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Maximum' | 'Sum';
  /** Five minutes unless told. */
  readonly periodSeconds?: number;
}

type Limit = { readonly atLeast: number } | { readonly below: number };

type Watched = { readonly metric: Metric } | { readonly metrics: readonly Metric[] };

export type AlarmProps = Watched &
  Limit & {
    /** One sentence: what is the matter. */
    readonly says: string;
    readonly runbook: Runbook;
    /** Periods one after the other that must break the limit; 1 unless told. */
    readonly periods?: number;
    /** Whether no data at all breaks the limit; unless told, it means that nothing happened. */
    readonly silenceIsBad?: boolean;
  };

const PERIOD_SECONDS = 300;

/** Metrics of one namespace and dimensions, to be added up. */
export const sumOf = (
  namespace: string,
  names: readonly string[],
  dimensions: Readonly<Record<string, string>>,
): readonly Metric[] => names.map((name) => ({ namespace, name, dimensions, statistic: 'Sum' }));

const dimensionsOf = ({ dimensions }: Metric): CfnAlarm.DimensionProperty[] =>
  Object.entries(dimensions).map(([name, value]) => ({ name, value }));

const single = (metric: Metric): Partial<CfnAlarmProps> => ({
  namespace: metric.namespace,
  metricName: metric.name,
  dimensions: dimensionsOf(metric),
  statistic: metric.statistic,
  period: metric.periodSeconds ?? PERIOD_SECONDS,
});

/** CloudWatch User Guide, "Using metric math": a missing metric counts as nothing. */
const added = (metrics: readonly Metric[]): Partial<CfnAlarmProps> => ({
  metrics: [
    {
      id: 'sum',
      label: metrics.map(({ name }) => name).join(' + '),
      expression: metrics.map((_, index) => `FILL(m${index + 1}, 0)`).join(' + '),
      returnData: true,
    },
    ...metrics.map((metric, index) => ({
      id: `m${index + 1}`,
      metricStat: {
        metric: { namespace: metric.namespace, metricName: metric.name, dimensions: dimensionsOf(metric) },
        period: metric.periodSeconds ?? PERIOD_SECONDS,
        stat: metric.statistic,
      },
      returnData: false,
    })),
  ],
});

/** An alarm that is told to the environment's people, with the way to its runbook. */
export const alarm = (scope: Construct, id: string, props: AlarmProps): CfnAlarm => {
  const { says, runbook, periods = 1, silenceIsBad = false } = props;
  const limit =
    'atLeast' in props
      ? { comparisonOperator: 'GreaterThanOrEqualToThreshold', threshold: props.atLeast }
      : { comparisonOperator: 'LessThanThreshold', threshold: props.below };
  return new CfnAlarm(scope, id, {
    alarmDescription: `${says} Runbook: docs/runbooks/${runbook}.md`,
    ...('metric' in props ? single(props.metric) : added(props.metrics)),
    ...limit,
    evaluationPeriods: periods,
    treatMissingData: silenceIsBad ? 'breaching' : 'notBreaching',
    alarmActions: [LifeCycleStack.around(scope).alarmTopicArn],
  });
};
