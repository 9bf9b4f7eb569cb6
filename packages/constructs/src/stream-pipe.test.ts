import { StreamViewType } from 'aws-cdk-lib/aws-dynamodb';
import { describe, expect, it } from 'vitest';
import { ordersApplication, ordersEnvironment, synthesizedOrders } from '../fixture/synthesized.ts';
import { newApp } from './app.ts';
import { EventBus } from './event-bus.ts';
import { ItemTable } from './item-table.ts';
import { LifeCycleStack } from './life-cycle-stack.ts';
import { StreamPipe } from './stream-pipe.ts';

const application = await ordersApplication();
const { one } = synthesizedOrders(application);
const parameters = (pipe: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  pipe.SourceParameters as Readonly<Record<string, unknown>>;

type Resources = Readonly<Record<string, { readonly Type: string }>>;

/** A pipe that carries an outbox, and the table that it reads. */
const outbox = (stream?: StreamViewType): object => {
  const [source] = application.handlers.filter(({ name }) => name === 'producers/order-stream');
  if (source === undefined) throw new Error('The fixture has no order-stream.');
  const app = newApp();
  const stack = new LifeCycleStack(app, 'Stack', {
    description: 'A pipe.',
    settings: ordersEnvironment(),
    metricsNamespace: 'Shop',
  });
  const props = { partitionKey: 'id', keep: false, ...(stream === undefined ? {} : { stream }) };
  new StreamPipe(stack, 'Pipe', {
    table: new ItemTable(stack, 'Table', props).table,
    bus: new EventBus(stack, 'Bus', 'shop'),
    handler: { source, uses: () => [] },
    filter: { eventName: ['INSERT'] },
    retry: 'outbox',
  });
  const templates = app.synth().stacks.map(({ template }) => template as { readonly Resources: Resources });
  const all = templates.flatMap(({ Resources }) => Object.values(Resources));
  return all.filter(({ Type }) => Type === 'AWS::Pipes::Pipe')[0] ?? {};
};

describe('a stream pipe', () => {
  it('reads the stream from its beginning, so that nothing written while it is created is missed', () => {
    expect(parameters(one('OrderStreamPipe'))).toMatchObject({
      DynamoDBStreamParameters: { StartingPosition: 'TRIM_HORIZON', BatchSize: 10 },
    });
  });

  it('lets through the records of its filter alone', () => {
    expect(parameters(one('OrderStreamPipe'))).toMatchObject({
      FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
    });
  });

  it('retries a failing record five times, halves its batch, and moves it to the dead-letter queue', () => {
    const { DynamoDBStreamParameters } = parameters(one('OrderStreamPipe'));
    expect(DynamoDBStreamParameters).toMatchObject({
      MaximumRetryAttempts: 5,
      OnPartialBatchItemFailure: 'AUTOMATIC_BISECT',
      DeadLetterConfig: { Arn: { 'Fn::GetAtt': [expect.stringContaining('OrderStreamDeadLetters'), 'Arn'] } },
    });
    expect(DynamoDBStreamParameters).not.toHaveProperty('MaximumRecordAgeInSeconds');
  });

  it('that carries an outbox retries for an hour, whatever the number of attempts', () => {
    expect(outbox(StreamViewType.NEW_IMAGE)).toMatchObject({
      Properties: {
        SourceParameters: {
          DynamoDBStreamParameters: { MaximumRetryAttempts: -1, MaximumRecordAgeInSeconds: 3_600 },
        },
      },
    });
  });

  it('puts on the bus what its enrichment returns', () => {
    expect(one('OrderStreamPipe')).toMatchObject({
      TargetParameters: {
        InputTemplate: '<$.detail>',
        EventBridgeEventBusParameters: { DetailType: '$.detailType', Source: '$.source' },
      },
    });
  });

  it('raises an alarm when it is behind by the metric of its function, and when it fails', () => {
    expect(one('OrderStreamBehind')).toMatchObject({
      Namespace: 'Shop',
      MetricName: 'StreamAge',
      Dimensions: [{ Name: 'service', Value: 'order-stream' }],
      Threshold: 300,
    });
    expect(one('OrderStreamFailing')).toMatchObject({ MetricName: 'ExecutionFailed', Threshold: 5 });
  });

  it('is refused for a table without a stream', () => {
    expect(() => outbox()).toThrow('Stack/Table/Table has no stream for Pipe to read.');
  });
});
