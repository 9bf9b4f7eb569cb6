import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { declared } from '../../kernel/test-kernel.ts';
import { ROLE, world } from './test-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'states-resource-'));
afterAll(() => rmSync(folder, { recursive: true }));

const declaredFrom = (text: string) => {
  const path = join(folder, 'definition.asl.yaml');
  writeFileSync(path, text);
  const made = world({});
  Object.assign(made.kernel.assets, { locate: () => ({ path }) });
  const arn = made.service.resources['AWS::StepFunctions::StateMachine']?.declare(
    declared('M', {
      DefinitionS3Location: { Bucket: 'b', Key: 'k' },
      RoleArn: ROLE,
      DefinitionSubstitutions: { To: 'B' },
    }),
  ).ref;
  return { ...made, arn };
};

describe('a definition in a file', () => {
  it('may be YAML', async () => {
    const { call, arn } = declaredFrom(
      'Comment: one\nStartAt: A\nStates:\n  A:\n    Type: Pass\n    Result: 1\n    Next: ${To}\n  B: {Type: Succeed}\n',
    );
    const { definition } = await call('DescribeStateMachine', { stateMachineArn: arn } as object);
    expect(JSON.parse(String(definition))).toMatchObject({ StartAt: 'A', States: { A: { Next: 'B' } } });
  });

  it('is refused when it is neither JSON nor YAML', () => {
    expect(() => declaredFrom('a: [')).toThrow(/DefinitionS3Location/);
  });
});
