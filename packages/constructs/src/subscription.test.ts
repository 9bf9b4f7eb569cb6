import { describe, expect, it } from 'vitest';
import { ordersApplication, synthesizedOrders } from '../fixture/synthesized.ts';

const application = await ordersApplication();
const { all, one } = synthesizedOrders(application);
const queued = application.subscriptions.filter(({ delivery }) => delivery.kind === 'queue');

describe('a subscription', () => {
  it('has a rule with its pattern to a queue with a dead-letter queue', () => {
    const rules = all('AWS::Events::Rule');
    expect(rules.map(({ EventPattern }) => JSON.stringify(EventPattern)).toSorted()).toEqual(
      application.subscriptions.map(({ pattern }) => JSON.stringify(pattern)).toSorted(),
    );
    for (const { Targets } of rules)
      for (const target of Targets as readonly object[]) expect(target).toHaveProperty('DeadLetterConfig.Arn');
    expect(all('AWS::SQS::Queue').filter((queue) => 'RedrivePolicy' in queue).length).toBe(queued.length);
  });

  it('has the queue and the function that its delivery asks for', () => {
    expect(one('ShipperQueue')).toMatchObject({
      VisibilityTimeout: 180,
      MessageRetentionPeriod: 345_600,
      RedrivePolicy: { maxReceiveCount: 3 },
    });
    expect(one('ShipperHandlerFunction')).toMatchObject({ Timeout: 30 });
    expect(one('ShipperMapping')).toMatchObject({
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 5,
      ScalingConfig: { MaximumConcurrency: 10 },
    });
  });

  it('reports the failure of each message, and never of a whole batch', () => {
    const mappings = all('AWS::Lambda::EventSourceMapping');
    expect(mappings.length).toBe(queued.length);
    for (const mapping of mappings) expect(mapping.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
  });

  it('receives nothing yet while archived events go first', () => {
    const disabled = all('AWS::Lambda::EventSourceMapping').filter(({ Enabled }) => Enabled === false);
    expect(disabled).toEqual([one('StockCounterMapping')]);
  });

  it('may be sent to by its rule alone', () => {
    const policy = JSON.stringify(one('ShipperQueuePolicy'));
    expect(policy).toMatch(/"ArnEquals":\{"aws:SourceArn":\{"Fn::GetAtt":\["ShipperRule\w+","Arn"\]/);
    expect(policy.match(/"Effect":"Allow"/g)).toHaveLength(1);
  });

  it('raises an alarm when it is behind, when it has dead letters, and when an event of its rule is lost', () => {
    expect(one('ShipperBehind')).toMatchObject({ Threshold: 900, EvaluationPeriods: 3, Statistic: 'Maximum' });
    expect(one('ShipperDeadLettersWaiting')).toMatchObject({ Threshold: 1, TreatMissingData: 'notBreaching' });
    // Of a custom bus no metric has the rule alone, and Ref of such a rule is `bus|name`: the name comes from the ARN.
    const { Dimensions } = one('ShipperLost') as { readonly Dimensions: readonly { readonly Name: string }[] };
    expect(Dimensions.map(({ Name }) => Name)).toEqual(['EventBusName', 'RuleName']);
    expect(JSON.stringify(Dimensions[1])).toMatch(/"Fn::Select":\[2,\{"Fn::Split":\["\/"/);
  });
});

describe('an archive', () => {
  it('buffers, partitions and compresses, and writes why a delivery failed to a log', () => {
    const destination = one('ArchiverStream').ExtendedS3DestinationConfiguration;
    expect(destination).toMatchObject({
      CompressionFormat: 'GZIP',
      DynamicPartitioningConfiguration: { Enabled: true },
      BufferingHints: { IntervalInSeconds: 60, SizeInMBs: 64 },
      CloudWatchLoggingOptions: { Enabled: true, LogStreamName: { Ref: expect.stringContaining('ArchiverErrors') } },
    });
    const { Prefix, ErrorOutputPrefix } = destination as {
      readonly Prefix: string;
      readonly ErrorOutputPrefix: string;
    };
    expect(Prefix).toMatch(/^events\/!\{partitionKeyFromLambda:dataset\}\/year=.*\/hour=[^/]*\/$/);
    expect(ErrorOutputPrefix).toMatch(/^errors\//);
  });

  it('is fed by its rule, which may do nothing else', () => {
    const { Policies } = one('ArchiverPutRole') as {
      readonly Policies: readonly { readonly PolicyDocument: object }[];
    };
    expect(Policies.map(({ PolicyDocument }) => PolicyDocument)).toMatchObject([
      { Statement: [{ Action: ['firehose:PutRecord', 'firehose:PutRecordBatch'] }] },
    ]);
  });
});
