import type { Catalog } from '@carillon/runtime/catalog';
import { workflow as orderFulfilment } from './order-fulfilment/workflow.ts';

/** Every workflow whose events are in the ledger, as `carillon workflow new` lists them. */
export const workflows: readonly Catalog[] = [orderFulfilment];
