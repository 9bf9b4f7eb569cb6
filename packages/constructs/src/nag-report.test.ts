import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { type App, Stack } from 'aws-cdk-lib/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addStacks } from '../fixture/orders/infra/stacks.ts';
import { ordersApplication, ordersEnvironment } from '../fixture/synthesized.ts';
import { newApp } from './app.ts';
import { nagReport, nagText } from './nag-report.ts';
import { permissionReport } from './permission-report.ts';

let outdir: string;
beforeAll(() => {
  outdir = mkdtempSync(join(tmpdir(), 'carillon-nag-'));
});
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

const application = await ordersApplication();
const shop = (): App => {
  const app = newApp({ outdir });
  addStacks(app, application, ordersEnvironment());
  return app;
};

describe('cdk-nag, AwsSolutions and HIPAA.Security', () => {
  it('finds nothing in the constructs, and something in what the shop added without a reason', () => {
    const app = shop();
    new Queue(Stack.of(app.node.findChild('ShopOrders')), 'Planted');
    const { open, suppressed } = nagReport(app);
    expect(open.map(({ rule, at }) => `${rule} ${at}`).toSorted()).toEqual([
      'AwsSolutions-SMG4 ShopData/CarrierKey/Resource',
      'AwsSolutions-SQS3 ShopData/PickList/Resource',
      'AwsSolutions-SQS3 ShopOrders/Planted/Resource',
      'AwsSolutions-SQS4 ShopOrders/Planted/Resource',
      'HIPAA.Security-SecretsManagerRotationEnabled ShopData/CarrierKey/Resource',
    ]);
    expect(suppressed.filter(({ text }) => text.length < 30)).toEqual([]);
    const text = nagText('test', { open, suppressed }).split('\n');
    expect(text[0]).toBe(`test: 5 open findings of AwsSolutions and HIPAA.Security, ${suppressed.length} suppressed`);
    expect(text.filter((line) => line.startsWith('  OPEN '))).toHaveLength(5);
  });
});

describe('a permission report', () => {
  const report = permissionReport(shop());

  it('has every role with its service and function', () => {
    expect(report).toContain('### ShipperHandlerRole: lambda.amazonaws.com of src/consumers/shipper\n');
    expect(report).toContain('### OrderStreamRole: pipes.amazonaws.com\n');
  });

  it('has every action with its resource, by the name that it has in its own stack', () => {
    const [, section = ''] = report.split('### ShipperHandlerRole');
    const [rows = ''] = section.split('###');
    expect(rows).toContain('| dynamodb:GetItem<br>dynamodb:UpdateItem | `<StockTable.Arn>` |  |');
    expect(rows).toContain('| secretsmanager:GetSecretValue | `<CarrierKey>` |  |');
    expect(rows).toContain('| xray:PutTelemetryRecords<br>xray:PutTraceSegments | `*` |  |');
  });

  it('has policies that are attached to a role later', () => {
    expect(report).toMatch(/states:DescribeExecution<br>states:RedriveExecution<br>states:StopExecution/);
  });
});
