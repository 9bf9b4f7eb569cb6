import { describe, expect, it } from 'vitest';
import { checkProperties } from '../../kernel/property-rules.ts';
import { testKernel } from '../../kernel/test-kernel.ts';
import { cloudwatch } from './service.ts';

describe('alarms and dashboards', () => {
  const { resources, operations } = testKernel().add(cloudwatch);
  const declared = { stack: 'S', logicalId: 'A', physicalName: () => 'S-A-1' };

  it('stand under their names', () => {
    const made = resources['AWS::CloudWatch::Alarm']?.declare({ ...declared, properties: {} });
    expect(made).toEqual({ ref: 'S-A-1', attributes: { Arn: expect.stringMatching(/:alarm:S-A-1$/) } });
    const properties = { DashboardName: 'D' };
    expect(resources['AWS::CloudWatch::Dashboard']?.declare({ ...declared, properties }).ref).toBe('D');
  });

  it('are refused with what is no property of theirs, and have no operations to pretend with', () => {
    const rules = resources['AWS::CloudWatch::Alarm']?.properties ?? {};
    expect(checkProperties({ Treshold: 1 }, rules).map(({ path }) => path)).toEqual(['/Treshold']);
    expect(operations).toEqual({});
  });
});
