import {
  allow,
  allowResume,
  type EventBus,
  type SettingsFor,
  type StackResources,
  type Use,
  use,
  type Workflow,
} from '@carillon/constructs';
import type { OrdersDataStack } from './data-stack.ts';

type Data = Pick<OrdersDataStack, 'sales'>;

/** The workflows whose waiting runs may be resumed. */
interface InWorkflow extends Data {
  readonly workflows: readonly Workflow[];
}

/**
 * What a `function.ts` may list under `uses`, besides the uses of every application, and what each gives: environment and
 * permissions together.
 */
export const uses = {
  shared: {
    sales: ({ sales }: Data): Use =>
      use({ SALES_TABLE_NAME: sales.tableName }, allow(['dynamodb:PutItem'], sales.tableArn)),
  },
  workflow: {
    resume: ({ workflows }: InWorkflow): Use => use({}, allowResume(...workflows)),
  },
};

/** What a `function.ts` of this application may say. */
export type FunctionSettings = SettingsFor<typeof uses>;

/** What functions without a stack of their own are given. */
export const resourcesOf = (data: OrdersDataStack, bus: EventBus): StackResources<typeof uses, 'shared'> => {
  const { callbacks, claims, idempotency, ledger, sales } = data;
  return { bus, callbacks, claims, idempotency, ledger, sales };
};
