import { beforeEach, describe, expect, it } from 'vitest';
import { declared, type TestKernel, testKernel } from '../../kernel/test-kernel.ts';
import { compileFilterPattern } from './filter-pattern.ts';
import { logs } from './service.ts';

let kernel: TestKernel;
const call = <O = Record<string, unknown>>(operation: string, input: object = {}): Promise<O> =>
  kernel.operations.call(
    'logs',
    operation,
    { logGroupName: '/g', ...input },
    { caller: 'root', requestId: 'r' },
  ) as Promise<O>;
const put = (logStreamName: string, ...lines: readonly (readonly [number, string])[]): Promise<unknown> =>
  call('PutLogEvents', { logStreamName, logEvents: lines.map(([timestamp, message]) => ({ timestamp, message })) });
const messages = ({ events }: { events: readonly { message: string }[] }): string[] =>
  events.map(({ message }) => message);

beforeEach(async () => {
  kernel = testKernel();
  kernel
    .add(logs)
    .resources['AWS::Logs::LogGroup']?.declare(declared('G', { LogGroupName: '/g', RetentionInDays: 30 }));
  for (const logStreamName of ['a', 'b']) await call('CreateLogStream', { logStreamName });
});

describe('a log stream', () => {
  it('keeps events in the order in which they came, and is paged from either end', async () => {
    await put('a', [1, 'one'], [2, 'two']);
    await put('a', [3, 'three']);
    const first = await call<{ events: { message: string }[]; nextForwardToken: string }>('GetLogEvents', {
      logStreamName: 'a',
      limit: 2,
      startFromHead: true,
    });
    expect(messages(first)).toEqual(['one', 'two']);
    const rest = { logStreamName: 'a', nextToken: first.nextForwardToken };
    expect(messages(await call('GetLogEvents', rest))).toEqual(['three']);
    expect(messages(await call('GetLogEvents', { logStreamName: 'a', limit: 1 }))).toEqual(['three']);
  });

  it('of a template is there to be written to, and stays what it is when it is declared again', async () => {
    const stream = kernel.add(logs).resources['AWS::Logs::LogStream'];
    const { ref } = stream?.declare(declared('S', { LogGroupName: '/g' })) ?? {};
    await put(String(ref), [1, 'one']);
    expect(stream?.declare(declared('S', { LogGroupName: '/g' }))).toEqual({ ref, attributes: {} });
    expect(messages(await call('GetLogEvents', { logStreamName: ref }))).toEqual(['one']);
    expect(() => stream?.declare(declared('S', { LogGroupName: '/none' }))).toThrow('does not exist');
  });

  it('is not made by writing to it', async () => {
    await expect(put('c', [1, 'x'])).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
    await expect(call('CreateLogStream', { logStreamName: 'a' })).rejects.toMatchObject({
      code: 'ResourceAlreadyExistsException',
    });
  });
});

describe('a log group', () => {
  it('is searched over its streams by term, time and stream', async () => {
    await put('a', [1, 'ERROR one'], [4, 'fine']);
    await put('b', [2, 'ERROR two'], [3, 'WARN three']);
    const found = async (input: object): Promise<string[]> => messages(await call('FilterLogEvents', input));
    expect(await found({})).toEqual(['ERROR one', 'ERROR two', 'WARN three', 'fine']);
    expect(await found({ filterPattern: 'ERROR' })).toEqual(['ERROR one', 'ERROR two']);
    expect(await found({ startTime: 2, endTime: 4 })).toEqual(['ERROR two', 'WARN three']);
    expect(await found({ logStreamNames: ['b'] })).toEqual(['ERROR two', 'WARN three']);
    const page = await call('FilterLogEvents', { limit: 3 });
    expect(await found({ nextToken: page.nextToken })).toEqual(['fine']);
  });

  it('is described, with the ARN that policies name', async () => {
    const arn = 'arn:aws:logs:us-east-1:000000000000:log-group:/g:*';
    expect(await call('DescribeLogGroups')).toMatchObject({
      logGroups: [{ logGroupName: '/g', arn, retentionInDays: 30 }],
    });
    await put('b', [7, 'x']);
    expect(await call('DescribeLogStreams', { orderBy: 'LastEventTime', descending: true })).toMatchObject({
      logStreams: [{ logStreamName: 'b', lastEventTimestamp: 7 }, { logStreamName: 'a' }],
    });
  });
});

describe('a filter pattern', () => {
  it.each([
    ['', 'anything', true],
    ['ERROR', 'an ERROR here', true],
    ['ERROR', 'an error here', false],
    ['a b', 'b then a', true],
    ['a b', 'a alone', false],
    ['?a ?b', 'b alone', true],
    ['"two words"', 'has two words', true],
    ['"two words"', 'words two', false],
    ['a -b', 'a and b', false],
  ])('%j on %j is %s', (pattern, message, expected) => {
    expect(compileFilterPattern(pattern)(message)).toBe(expected);
  });

  it('of another kind is refused', () => {
    expect(() => compileFilterPattern('{ $.level = "ERROR" }')).toThrow(
      expect.objectContaining({ code: 'InvalidParameterException' }),
    );
  });
});
