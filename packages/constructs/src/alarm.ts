import { CfnAlarm, type CfnAlarmProps } from 'aws-cdk-lib/aws-cloudwatch';
import type { CfnRule, EventBus } from 'aws-cdk-lib/aws-events';
import { Fn } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { LifeCycleStack } from './life-cycle-stack.ts';

/** A CloudWatch metric to alarm on. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Maximum' | 'Sum';
  /** Default 300. */
  readonly periodSeconds?: number;
}

type Limit = { readonly atLeast: number } | { readonly below: number };

type Measured = { readonly metric: Metric } | { readonly metrics: readonly Metric[] };

/** What an {@link alarm} watches: one metric or the sum of several, against one limit. */
export type AlarmProps = Measured &
  Limit & {
    /** One sentence: what is wrong. */
    readonly description: string;
    /** What to do then: `<runbook>.md` below the stack's `runbooks`. */
    readonly runbook: string;
    /** Consecutive periods that must break the limit. Default 1. */
    readonly periods?: number;
    /** Whether missing data breaks the limit. Default false: nothing happened. */
    readonly missingDataBreaches?: boolean;
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
const sum = (metrics: readonly Metric[]): Partial<CfnAlarmProps> => ({
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

/** An alarm on the stack's topic, with the runbook in its description. */
export const alarm = (scope: Construct, id: string, props: AlarmProps): CfnAlarm => {
  const { description, runbook, periods = 1, missingDataBreaches = false } = props;
  const { alarmTopicArn, runbooks } = LifeCycleStack.around(scope);
  const limit =
    'atLeast' in props
      ? { comparisonOperator: 'GreaterThanOrEqualToThreshold', threshold: props.atLeast }
      : { comparisonOperator: 'LessThanThreshold', threshold: props.below };
  return new CfnAlarm(scope, id, {
    alarmDescription: runbooks === undefined ? description : `${description} Runbook: ${runbooks}/${runbook}.md`,
    ...('metric' in props ? single(props.metric) : sum(props.metrics)),
    ...limit,
    evaluationPeriods: periods,
    treatMissingData: missingDataBreaches ? 'breaching' : 'notBreaching',
    alarmActions: [alarmTopicArn],
  });
};

/** A metric that one function publishes itself, in the stack's namespace. */
export const functionMetric = <Name extends string>(
  scope: Construct,
  name: Name,
  service: string,
  statistic: Metric['statistic'],
): Metric => ({ namespace: LifeCycleStack.around(scope).metricsNamespace, name, dimensions: { service }, statistic });

/**
 * Fires when a rule could hand an event neither to its target nor to its dead-letter queue: both are under one key and one
 * policy, so what is wrong with one is wrong with both, and nothing else would report it.
 */
export const alarmWhenLost = (scope: Construct, rule: CfnRule, bus: EventBus): void =>
  void alarm(scope, 'Lost', {
    description: 'An event of this rule reached neither its target nor its dead-letter queue.',
    runbook: 'event-lost',
    metric: {
      namespace: 'AWS/Events',
      name: 'InvocationsFailedToBeSentToDlq',
      // arn:aws:events:<region>:<account>:rule/<bus>/<name>
      dimensions: { EventBusName: bus.eventBusName, RuleName: Fn.select(2, Fn.split('/', rule.attrArn)) },
      statistic: 'Sum',
    },
    atLeast: 1,
  });
