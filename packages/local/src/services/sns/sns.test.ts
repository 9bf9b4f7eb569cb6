import { describe, expect, it } from 'vitest';
import { checkProperties } from '../../kernel/property-rules.ts';
import { testKernel } from '../../kernel/test-kernel.ts';
import { sns } from './service.ts';

describe('topics', () => {
  const { resources, operations } = testKernel().add(sns);
  const declared = { stack: 'S', logicalId: 'T', physicalName: () => 'S-T-1' };

  it('stand under their ARN', () => {
    const made = resources['AWS::SNS::Topic']?.declare({ ...declared, properties: {} });
    expect(made?.ref).toMatch(/^arn:aws:sns:.*:S-T-1$/);
    expect(made?.attributes).toEqual({ TopicArn: made?.ref, TopicName: 'S-T-1' });
  });

  it('take no subscription that something on this machine would wait for, and publish nothing', () => {
    const rules = resources['AWS::SNS::Subscription']?.properties ?? {};
    expect(checkProperties({ Protocol: 'sqs' }, rules)).toMatchObject([{ code: 'VALUE', path: '/Protocol' }]);
    expect(operations).toEqual({});
  });
});
