import { describe, expect, it } from 'vitest';
import { declared } from '../../kernel/test-kernel.ts';
import { ROLE, world } from './test-world.ts';

const pass = (result: unknown): string =>
  JSON.stringify({ StartAt: 'P', States: { P: { Type: 'Pass', Result: result, End: true } } });

const OTHER_ROLE = 'arn:aws:iam::000000000000:role/other';

const machine = async () => {
  const made = world({});
  const created = await made.call('CreateStateMachine', { name: 'm', roleArn: ROLE, definition: pass(1) });
  const stateMachineArn = String(created.stateMachineArn);
  const outputOf = async (arn: unknown) => {
    const { executionArn } = await made.call('StartExecution', { stateMachineArn: arn } as object);
    await made.kernel.clock.advance(0);
    return made.call('DescribeExecution', { executionArn });
  };
  return { ...made, stateMachineArn, outputOf };
};

describe('UpdateStateMachine', () => {
  it('changes what is started from then on, under a new revision', async () => {
    const { call, stateMachineArn, outputOf } = await machine();
    expect(await outputOf(stateMachineArn)).toMatchObject({ output: '1' });
    const { revisionId } = await call('UpdateStateMachine', { stateMachineArn, definition: pass(2) });
    expect(await outputOf(stateMachineArn)).toMatchObject({ output: '2' });
    expect(await call('DescribeStateMachine', { stateMachineArn })).toMatchObject({ revisionId, definition: pass(2) });
    await expect(call('UpdateStateMachine', { stateMachineArn })).rejects.toMatchObject({
      code: 'MissingRequiredParameter',
    });
    await expect(call('UpdateStateMachine', { stateMachineArn, definition: '{}' })).rejects.toMatchObject({
      code: 'InvalidDefinition',
    });
    await call('UpdateStateMachine', { stateMachineArn, roleArn: OTHER_ROLE });
    expect(await call('DescribeStateMachine', { stateMachineArn })).toMatchObject({ roleArn: OTHER_ROLE });
  });
});

describe('ValidateStateMachineDefinition', () => {
  it('gives each fault with its place', async () => {
    const { call } = await machine();
    expect(await call('ValidateStateMachineDefinition', { definition: pass(1) })).toMatchObject({ result: 'OK' });
    const definition = JSON.stringify({ StartAt: 'A', States: { B: { Type: 'Pass', Next: 'C' } } });
    const { result, diagnostics } = await call('ValidateStateMachineDefinition', { definition });
    expect(result).toBe('FAIL');
    expect(diagnostics).toEqual([
      {
        severity: 'ERROR',
        code: 'MISSING_TRANSITION_TARGET',
        message: "Missing 'StartAt' target: A",
        location: '/StartAt',
      },
      {
        severity: 'ERROR',
        code: 'MISSING_TRANSITION_TARGET',
        message: "Missing 'Next' target: C",
        location: '/States/B/Next',
      },
    ]);
  });
});

describe('versions and aliases', () => {
  it('of a machine stay as they were when the machine changes', async () => {
    const { call, stateMachineArn, outputOf } = await machine();
    const { stateMachineVersionArn: one } = await call('PublishStateMachineVersion', { stateMachineArn });
    expect(one).toBe(`${stateMachineArn}:1`);
    expect(await call('PublishStateMachineVersion', { stateMachineArn })).toMatchObject({
      stateMachineVersionArn: one,
    });
    const { stateMachineVersionArn: two } = await call('UpdateStateMachine', {
      stateMachineArn,
      definition: pass(2),
      publish: true,
    });
    expect(await outputOf(one)).toMatchObject({ output: '1', stateMachineVersionArn: one, stateMachineArn });
    expect(await outputOf(two)).toMatchObject({ output: '2' });
    const { stateMachineVersions } = await call('ListStateMachineVersions', { stateMachineArn });
    expect(stateMachineVersions).toMatchObject([{ stateMachineVersionArn: two }, { stateMachineVersionArn: one }]);
    const { executions } = await call('ListExecutions', { stateMachineArn: one });
    expect(executions).toHaveLength(1);
  });

  it('are routed by weight, and a version that an alias has cannot be deleted', async () => {
    const { call, stateMachineArn, outputOf } = await machine();
    const { stateMachineVersionArn: one } = await call('PublishStateMachineVersion', { stateMachineArn });
    await call('UpdateStateMachine', { stateMachineArn, definition: pass(2) });
    const { stateMachineVersionArn: two } = await call('PublishStateMachineVersion', { stateMachineArn });
    const routes = (first: number) => [
      { stateMachineVersionArn: one, weight: first },
      { stateMachineVersionArn: two, weight: 100 - first },
    ];
    const { stateMachineAliasArn } = await call('CreateStateMachineAlias', {
      name: 'prod',
      routingConfiguration: routes(50),
    });
    const outputs = new Set<unknown>();
    for (let count = 0; count < 20; count += 1) outputs.add((await outputOf(stateMachineAliasArn)).output);
    expect(outputs).toEqual(new Set(['1', '2']));
    await call('UpdateStateMachineAlias', { stateMachineAliasArn, routingConfiguration: routes(0) });
    expect(await outputOf(stateMachineAliasArn)).toMatchObject({
      output: '2',
      stateMachineAliasArn,
      stateMachineVersionArn: two,
    });
    await expect(call('DeleteStateMachineVersion', { stateMachineVersionArn: one })).rejects.toMatchObject({
      code: 'ConflictException',
    });
    await expect(
      call('CreateStateMachineAlias', { name: 'bad', routingConfiguration: [{ ...routes(50)[0] }] }),
    ).rejects.toMatchObject({ code: 'ValidationException' });
    expect(await call('ListStateMachineAliases', { stateMachineArn })).toMatchObject({
      stateMachineAliases: [{ stateMachineAliasArn }],
    });
    await call('DeleteStateMachineAlias', { stateMachineAliasArn });
    await call('DeleteStateMachineVersion', { stateMachineVersionArn: one });
    await expect(outputOf(one)).rejects.toMatchObject({ code: 'StateMachineDoesNotExist' });
  });

  it('come with a template', async () => {
    const { service, arn, outputOf } = await machine();
    const version = service.resources['AWS::StepFunctions::StateMachineVersion']?.declare(
      declared('V', { StateMachineArn: arn }),
    );
    const alias = service.resources['AWS::StepFunctions::StateMachineAlias']?.declare(
      declared('A', {
        Name: 'live',
        RoutingConfiguration: [{ StateMachineVersionArn: version?.ref ?? '', Weight: 100 }],
      }),
    );
    expect(alias?.ref).toBe(`${arn}:live`);
    expect(await outputOf(alias?.ref)).toMatchObject({ stateMachineVersionArn: `${arn}:1` });
  });
});

describe('tags', () => {
  it('are added, listed and removed', async () => {
    const { call, stateMachineArn: resourceArn } = await machine();
    await call('TagResource', {
      resourceArn,
      tags: [
        { key: 'a', value: '1' },
        { key: 'b', value: '2' },
      ],
    });
    await call('UntagResource', { resourceArn, tagKeys: ['a'] });
    expect(await call('ListTagsForResource', { resourceArn })).toEqual({ tags: [{ key: 'b', value: '2' }] });
    await expect(call('TagResource', { resourceArn: 'arn:no', tags: [] })).rejects.toMatchObject({
      code: 'ResourceNotFound',
    });
  });
});

describe('CreateStateMachine', () => {
  it.each([
    [{ name: 'a b' }, 'InvalidName'],
    [{ name: 'a<b' }, 'InvalidName'],
    [{ name: 'x'.repeat(81) }, 'InvalidName'],
    [{ roleArn: 'arn:aws:iam::1234:role/x' }, 'InvalidArn'],
  ])('refuses %j', async (more, code) => {
    const { call } = world({});
    await expect(
      call('CreateStateMachine', { name: 'm', roleArn: ROLE, definition: pass(1), ...more }),
    ).rejects.toMatchObject({ code });
  });
});
