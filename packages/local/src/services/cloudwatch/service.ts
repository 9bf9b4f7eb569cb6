import type { Kernel, ServiceFactory } from '../../kernel/kernel.ts';
import { executed, inert } from '../../kernel/property-rules.ts';
import type { Declared, ResourceType } from '../../kernel/service.ts';

const unmeasured = inert('No metric is kept on one machine, so no alarm rings: activities and logs tell what happens.');
const label = inert('A label for people.');

const nameOf = ({ properties, physicalName }: Declared, property: string): string => {
  const given = properties[property];
  return typeof given === 'string' ? given : physicalName();
};

const alarm = (kernel: Kernel): ResourceType => ({
  whileRunning: true,
  properties: {
    AlarmName: executed,
    AlarmDescription: label,
    ActionsEnabled: unmeasured,
    AlarmActions: unmeasured,
    OKActions: unmeasured,
    InsufficientDataActions: unmeasured,
    ComparisonOperator: unmeasured,
    DatapointsToAlarm: unmeasured,
    Dimensions: unmeasured,
    EvaluationPeriods: unmeasured,
    MetricName: unmeasured,
    Metrics: unmeasured,
    Namespace: unmeasured,
    Period: unmeasured,
    Statistic: unmeasured,
    ExtendedStatistic: unmeasured,
    Threshold: unmeasured,
    TreatMissingData: unmeasured,
    Unit: unmeasured,
    Tags: label,
  },
  declare(declared) {
    const name = nameOf(declared, 'AlarmName');
    return { ref: name, attributes: { Arn: `arn:aws:cloudwatch:${kernel.region}:${kernel.account}:alarm:${name}` } };
  },
});

const dashboard: ResourceType = {
  whileRunning: true,
  properties: {
    DashboardName: executed,
    DashboardBody: inert('No metric is kept on one machine, so there is nothing to draw.'),
    Tags: label,
  },
  declare: (declared) => ({ ref: nameOf(declared, 'DashboardName'), attributes: {} }),
};

/** Amazon CloudWatch: alarms and dashboards stand and do nothing. Its operations are refused when they are called. */
export const cloudwatch: ServiceFactory = (kernel) => ({
  name: 'monitoring',
  resources: { 'AWS::CloudWatch::Alarm': alarm(kernel), 'AWS::CloudWatch::Dashboard': dashboard },
  operations: {},
});
