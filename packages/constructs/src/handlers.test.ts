import { describe, expect, it } from 'vitest';
import { ordersApplication, type Resource, synthesizedOrders } from '../fixture/synthesized.ts';
import type { Application } from './application.ts';
import type { FunctionSettings } from './handler-source.ts';

const application = await ordersApplication();
const { one } = synthesizedOrders(application);

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

/** What a role is allowed: action -> its resources as text. */
const allowedIn = (role: Resource['Properties']): ReadonlyMap<string, string> => {
  const statements = (role.Policies as readonly { readonly PolicyDocument: { readonly Statement: Statement[] } }[])
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .flatMap(({ Action, Resource }) => [Action].flat().map((action) => [action, JSON.stringify(Resource)] as const));
  const byAction = Map.groupBy(statements, ([action]) => action);
  return new Map([...byAction].map(([action, each]) => [action, each.map(([, on]) => on).join('\n')]));
};

const variablesOf = (prefix: string): Readonly<Record<string, unknown>> =>
  (one(prefix).Environment as { readonly Variables: Readonly<Record<string, unknown>> }).Variables;

const withSettings = (name: string, settings: FunctionSettings): Application => ({
  ...application,
  handlers: application.handlers.map((each) => (each.name === name ? { ...each, settings } : each)),
});

describe('a handler of an application', () => {
  it('has a table, a queue and a secret of its own, that only files of the application name', () => {
    const allowed = allowedIn(one('ShipperHandlerRole'));
    expect(allowed.get('dynamodb:UpdateItem')).toContain('StockTable');
    expect(allowed.get('secretsmanager:GetSecretValue')).toContain('CarrierKey');
    expect([...allowed.keys()].filter((action) => action.startsWith('dynamodb:'))).toEqual([
      'dynamodb:GetItem',
      'dynamodb:UpdateItem',
    ]);
    expect(allowed.get('sqs:SendMessage')).toContain('PickList');
    expect(Object.keys(variablesOf('ShipperHandlerFunction')).toSorted()).toEqual([
      'CARRIER_KEY_ARN',
      'DEAD_LETTER_QUEUE_URL',
      'PICK_LIST_URL',
      'POWERTOOLS_LOG_LEVEL',
      'POWERTOOLS_METRICS_NAMESPACE',
      'POWERTOOLS_SERVICE_NAME',
      'STOCK_TABLE_NAME',
    ]);
  });

  it('has the settings that its function.ts says', () => {
    expect(one('ShipperHandlerFunction')).toMatchObject({ MemorySize: 512, Timeout: 30 });
    expect(one('FulfilOrderReserveStockFunction')).toMatchObject({ MemorySize: 256, Timeout: 60 });
  });

  it("publishes metrics in the application's namespace, under its folder's name", () => {
    expect(variablesOf('FulfilOrderReserveStockFunction')).toMatchObject({
      POWERTOOLS_METRICS_NAMESPACE: 'Shop',
      POWERTOOLS_SERVICE_NAME: 'fulfil-order/reserve-stock',
    });
  });

  it('may append to the ledger and read it, and do nothing else with it', () => {
    const actions = [...allowedIn(one('FulfilOrderReserveStockRole'))].filter(([, on]) => on.includes('LedgerTable'));
    expect(actions.map(([action]) => action).toSorted()).toEqual([
      'dynamodb:ConditionCheckItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
    ]);
  });

  it('may read claim checks only where one of its events may be one', () => {
    const readers = application.subscriptions
      .filter(({ delivery }) => delivery.kind === 'queue')
      .filter(({ name }) => {
        const id = name.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
        return JSON.stringify(one(`${id}HandlerRole`)).includes('ClaimBucket');
      });
    expect(readers.map(({ name }) => name)).toEqual(['order-page']);
    expect(allowedIn(one('OrderPageHandlerRole')).get('s3:GetObject')).toContain('ClaimBucket');
    expect(allowedIn(one('ShipperHandlerRole')).has('s3:GetObject')).toBe(false);
  });

  it('lives in the stack whose resources it uses', () => {
    expect(allowedIn(one('ShipmentResumerHandlerRole')).get('states:SendTaskSuccess')).toContain('FulfilOrder');
    const both: FunctionSettings = { uses: ['resume', 'post-to-page'] };
    expect(() => synthesizedOrders(withSettings('consumers/shipper', both))).toThrow(
      'src/consumers/shipper/function.ts uses resources of workflows and page: it lives in one stack.',
    );
  });

  it.each([
    [
      'consumers/shipper',
      { uses: ['moon'] },
      'function.ts uses "moon", which it cannot have here. There are: callbacks,',
    ],
    ['consumers/shipper', { timeoutSeconds: 9 }, 'shipper/function.ts sets timeoutSeconds, and the visibility'],
    // A task is made before the workflow that it belongs to.
    ['workflows/fulfil-order/reserve-stock', { uses: ['resume'] }, 'uses "resume", which it cannot'],
    // It has no queue, hence no dead letters.
    ['workflows/fulfil-order/reserve-stock', { uses: ['dead-letters'] }, 'uses "dead-letters", which it cannot'],
  ])('%s with %j is refused by name', (name, settings, message) => {
    expect(() => synthesizedOrders(withSettings(name, settings))).toThrow(message);
  });
});
