import type { PutEventsRequestEntry, PutEventsResponse } from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../kernel/errors.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Delivery } from '../../kernel/targets.ts';
import { declared, type TestKernel, testKernel } from '../../kernel/test-kernel.ts';
import { entrySize } from './event.ts';
import { events } from './service.ts';

const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:q';
const DEAD = 'arn:aws:sqs:us-east-1:000000000000:dead';

interface Stand {
  readonly kernel: TestKernel;
  readonly delivered: (Delivery & { readonly arn: string })[];
  readonly refusing: { code: string | undefined };
  declare(type: string, properties: JsonObject): unknown;
  call(operation: string, input: unknown): Promise<unknown>;
  put(...entries: PutEventsRequestEntry[]): Promise<PutEventsResponse>;
}

const stand = (): Stand => {
  const kernel = testKernel();
  const delivered: (Delivery & { arn: string })[] = [];
  const refusing: { code: string | undefined } = { code: undefined };
  kernel.targets.register('sqs', {
    deliver(arn, delivery) {
      if (arn === QUEUE && refusing.code !== undefined) throw new AwsError(refusing.code, 'no');
      delivered.push({ arn, ...delivery });
    },
  });
  const service = kernel.add(events);
  const call = (operation: string, input: unknown): Promise<unknown> =>
    kernel.operations.call('events', operation, input, { caller: 'root', requestId: 'r' });
  return {
    kernel,
    delivered,
    refusing,
    declare: (type, properties) => service.resources[type]?.declare(declared('L', properties)),
    call,
    put: (...Entries) => call('PutEvents', { Entries }) as Promise<PutEventsResponse>,
  };
};

const entry = (over: Partial<PutEventsRequestEntry> = {}): PutEventsRequestEntry => ({
  EventBusName: 'bus',
  Source: 'app.orders',
  DetailType: 'OrderPlaced',
  Detail: '{"amount":5}',
  ...over,
});

const withRule = (): Stand => {
  const made = stand();
  made.declare('AWS::Events::EventBus', { Name: 'bus' });
  made.declare('AWS::Events::Rule', {
    Name: 'r',
    EventBusName: 'bus',
    EventPattern: { source: [{ prefix: 'app.' }], detail: { amount: [{ numeric: ['>', 1] }] } },
    Targets: [
      {
        Id: 'q',
        Arn: QUEUE,
        DeadLetterConfig: { Arn: DEAD },
        RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 3600 },
      },
    ],
  });
  return made;
};

describe('a bus', () => {
  it('keeps the digits of numbers on every way to a target', async () => {
    const Detail = '{"amount":1234567890123456789,"price":1.50,"zero":0.0}';
    for (const [input, body] of [
      [{ InputPath: '$.detail' }, Detail],
      [{ InputPath: '$.detail.price' }, '1.50'],
      [
        {
          InputTransformer: {
            InputPathsMap: { a: '$.detail.amount', d: '$.detail', z: '$.detail.zero' },
            InputTemplate: '{"a":<a>,"d":<d>,"t":"<z>"}',
          },
        },
        `{"a":1234567890123456789,"d":${Detail},"t":"0.0"}`,
      ],
      [{}, expect.stringContaining(`"detail":${Detail}}`)],
    ] as const) {
      const made = stand();
      made.declare('AWS::Events::EventBus', { Name: 'bus' });
      const EventPattern = { detail: { amount: [{ exists: true }], price: [1.5] } };
      const Targets = [{ Id: 'q', Arn: QUEUE, ...input }];
      made.declare('AWS::Events::Rule', { Name: 'r', EventBusName: 'bus', EventPattern, Targets });
      await made.put(entry({ Detail }));
      expect(made.delivered.map((each) => each.body)).toEqual([body]);
    }
  });

  it('says of each entry on its own that its detail is malformed, and takes the others', async () => {
    const { put, delivered } = withRule();
    const deep = `{"amount":5,"x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    const answer = await put(entry(), entry({ Detail: deep }), entry({ Detail: '[]' }), entry());
    expect(answer.FailedEntryCount).toBe(2);
    expect(answer.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      undefined,
      'MalformedDetail',
      'MalformedDetail',
      undefined,
    ]);
    expect(delivered).toHaveLength(2);
  });

  it('brings the whole event to the targets of the rules that match, and to no other', async () => {
    const { put, delivered } = withRule();
    const answer = await put(entry(), entry({ Detail: '{"amount":1}' }), entry({ EventBusName: 'default' }));
    expect(answer.FailedEntryCount).toBe(0);
    expect(delivered.map(({ arn, body }) => [arn, JSON.parse(body)])).toEqual([
      [
        QUEUE,
        {
          version: '0',
          id: answer.Entries?.[0]?.EventId,
          'detail-type': 'OrderPlaced',
          source: 'app.orders',
          account: '000000000000',
          time: '2026-11-23T20:00:00Z',
          region: 'us-east-1',
          resources: [],
          detail: { amount: 5 },
        },
      ],
    ]);
  });

  it('judges each entry for itself, in the order given', async () => {
    const { put, delivered } = withRule();
    const answer = await put(entry({ Detail: '[1]' }), entry(), entry({ Source: '' }), entry({ Source: 'aws.s3' }));
    expect(answer.FailedEntryCount).toBe(3);
    expect(answer.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      'MalformedDetail',
      undefined,
      'InvalidArgument',
      'NotAuthorizedForSourceException',
    ]);
    expect(delivered.length).toBe(1);
  });

  it('takes ten entries and less than 256 KiB, in all and for each', async () => {
    const { put } = withRule();
    await expect(put(...Array.from({ length: 11 }, () => entry()))).rejects.toMatchObject({
      code: 'ValidationException',
    });
    const ofBytes = (bytes: number): PutEventsRequestEntry => {
      const around = entrySize(entry({ Detail: '{"a":""}' }));
      return entry({ Detail: `{"a":"${'x'.repeat(bytes - around)}"}` });
    };
    expect((await put(ofBytes(256 * 1024 - 1))).FailedEntryCount).toBe(0);
    expect((await put(ofBytes(128 * 1024), ofBytes(128 * 1024 - 1))).FailedEntryCount).toBe(0);
    for (const entries of [[ofBytes(256 * 1024)], [ofBytes(128 * 1024), ofBytes(128 * 1024)]])
      await expect(put(...entries)).rejects.toMatchObject({ code: 'ValidationException' });
  });

  it('tests a pattern against a whole event alone', async () => {
    const { call } = withRule();
    const event = { id: '1', account: '1', source: 'a', time: 'now', region: 'here', 'detail-type': 'A' };
    const EventPattern = '{"source":["a"]}';
    expect(await call('TestEventPattern', { EventPattern, Event: JSON.stringify(event) })).toEqual({ Result: true });
    for (const Event of ['{', '[]', '{"source":"a"}'])
      await expect(call('TestEventPattern', { EventPattern, Event })).rejects.toMatchObject({
        code: 'ValidationException',
        message: 'Parameter Event is not valid.',
      });
  });

  it('tries a throttled target again and leaves a dead letter with the reason in the end', async () => {
    const { put, delivered, refusing, kernel } = withRule();
    refusing.code = 'ThrottlingException';
    await put(entry());
    expect(delivered).toEqual([]);
    await kernel.clock.advance(3_600_000);
    expect(delivered).toMatchObject([
      {
        arn: DEAD,
        attributes: {
          ERROR_CODE: 'ThrottlingException',
          RETRY_ATTEMPTS: '2',
          EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
          TARGET_ARN: QUEUE,
        },
      },
    ]);
  });

  it('loses nothing when the target recovers in time', async () => {
    const { put, delivered, refusing, kernel } = withRule();
    refusing.code = 'ThrottlingException';
    await put(entry());
    refusing.code = undefined;
    await kernel.clock.advance(60_000);
    expect(delivered.map(({ arn }) => arn)).toEqual([QUEUE]);
  });

  it('does not try again what will be refused again', async () => {
    const { put, delivered, refusing } = withRule();
    refusing.code = 'AccessDeniedException';
    await put(entry());
    expect(delivered).toMatchObject([
      { arn: DEAD, attributes: { ERROR_CODE: 'AccessDeniedException', RETRY_ATTEMPTS: '0' } },
    ]);
  });
});

describe('rules from outside', () => {
  it('are put, given targets, disabled, emptied and deleted', async () => {
    const { call, put, delivered } = stand();
    await call('PutRule', { Name: 'mine', EventPattern: '{"source":["app.orders"]}' });
    await call('PutTargets', { Rule: 'mine', Targets: [{ Id: '1', Arn: QUEUE, InputPath: '$.detail' }] });
    await put(entry({ EventBusName: 'default' }));
    await call('DisableRule', { Name: 'mine' });
    await put(entry({ EventBusName: 'default' }));
    expect(delivered.map(({ body }) => body)).toEqual(['{"amount":5}']);
    await expect(call('DeleteRule', { Name: 'mine' })).rejects.toMatchObject({ code: 'ValidationException' });
    await call('RemoveTargets', { Rule: 'mine', Ids: ['1'] });
    await call('DeleteRule', { Name: 'mine' });
    expect(await call('ListRules', {})).toEqual({ Rules: [] });
  });

  it('with a pattern that is none are refused', async () => {
    const { call, declare } = stand();
    await expect(call('PutRule', { Name: 'bad', EventPattern: '{"source":"app"}' })).rejects.toMatchObject({
      code: 'InvalidEventPatternException',
    });
    expect(() => declare('AWS::Events::Rule', { EventPattern: { source: 'app' } })).toThrow(
      expect.objectContaining({ path: '/EventPattern' }),
    );
  });

  it('on a bus that is not there are refused', async () => {
    const { call } = stand();
    await expect(
      call('PutRule', { Name: 'x', EventBusName: 'none', EventPattern: '{"source":["a"]}' }),
    ).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });
});
