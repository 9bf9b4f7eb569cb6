import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { type Cloud, startCloud } from '@carillon/local/cloud';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smallAssembly, tableNamed } from './small-assembly.ts';
import { waitUntil } from './wait-until.ts';

const folder = mkdtempSync(join(tmpdir(), 'disk-full-'));
const disk = mkdtempSync(join(tmpdir(), 'disk-full-'));

/** A file system of its own, whose size can be changed: for root alone. */
const mount = (options: string): boolean => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
const mounted = mount('size=6m');

/** Turns a few times, a second apart and longer than the disk is full, evaluating expressions all the while. */
const TURNS = 8;
const definition = {
  QueryLanguage: 'JSONata',
  StartAt: 'Count',
  States: {
    Count: { Type: 'Pass', Output: '{% {"n": $states.input.n + 1} %}', Next: 'Wait' },
    Wait: { Type: 'Wait', Seconds: 1, Next: 'Again' },
    Again: {
      Type: 'Choice',
      Choices: [{ Condition: `{% $states.input.n < ${TURNS} %}`, Next: 'Count' }],
      Default: 'Done',
    },
    Done: { Type: 'Succeed' },
  },
};
const machine = {
  Type: 'AWS::StepFunctions::StateMachine',
  Properties: {
    StateMachineName: 'counting',
    RoleArn: 'arn:aws:iam::000000000000:role/none',
    DefinitionString: JSON.stringify(definition),
  },
};

describe.skipIf(!mounted)('a cloud whose disk is full', () => {
  let cloud: Cloud;
  let client: DynamoDBClient;
  let states: SFNClient;
  const reported: string[] = [];
  const put = (pk: string): Promise<unknown> =>
    client.send(new PutItemCommand({ TableName: 't', Item: { pk: { S: pk }, fill: { S: 'x'.repeat(100_000) } } }));

  beforeAll(async () => {
    const assembly = smallAssembly(folder, { Table: tableNamed('t'), Machine: machine });
    const onReport = (_error: unknown, where: string): void => void reported.push(where);
    cloud = await startCloud({ assembly, data: join(disk, 'data'), onReport });
    const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
    const config = { endpoint: cloud.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 };
    client = new DynamoDBClient(config);
    states = new SFNClient(config);
  });
  afterAll(async () => {
    await cloud.stop();
    execFileSync('umount', [disk]);
    for (const each of [folder, disk]) rmSync(each, { recursive: true });
  });

  it('refuses writes and says why, goes on when there is room, executions too, and has lost nothing that it acknowledged', async () => {
    const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:counting';
    const started = await Promise.all(
      Array.from({ length: 20 }, () => states.send(new StartExecutionCommand({ stateMachineArn, input: '{"n":0}' }))),
    );
    const acknowledged: string[] = [];
    let refusal: unknown;
    for (let n = 0; refusal === undefined && n < 200; n += 1) {
      await put(`before-${n}`).then(
        () => acknowledged.push(`before-${n}`),
        (error: unknown) => {
          refusal = error;
        },
      );
    }
    expect(refusal).toMatchObject({ name: 'ServiceUnavailable', message: expect.stringContaining('disk is full') });
    for (let second = 0; second < 3; second += 1) {
      await expect(put('still full')).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
      await new Promise((resume) => setTimeout(resume, 1_000));
    }
    execFileSync('mount', ['-o', 'remount,size=40m', disk]);
    await waitUntil(
      'the way on',
      async () => reported,
      (seen) => seen.includes('data folder: everything goes on'),
    );
    await put('after');
    for (const pk of [...acknowledged, 'after']) {
      const { Item } = await client.send(new GetItemCommand({ TableName: 't', Key: { pk: { S: pk } } }));
      expect(Item?.pk?.S).toBe(pk);
    }
    expect(acknowledged.length).toBeGreaterThan(5);
    for (const { executionArn } of started) {
      const describe = (): Promise<string | undefined> =>
        states.send(new DescribeExecutionCommand({ executionArn })).then(({ status }) => status);
      expect(await waitUntil('the end of an execution', describe, (status) => status !== 'RUNNING')).toBe('SUCCEEDED');
    }
    expect(reported).toEqual([
      'data folder: everything is stopped until it takes writes again',
      'data folder: everything goes on',
    ]);
  });
});
