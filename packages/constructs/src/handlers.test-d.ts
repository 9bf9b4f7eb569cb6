import type { FunctionSettings } from '../fixture/orders/infra/uses.ts';

// What an application declares, and what every application has, may be used.
export const known: FunctionSettings = { uses: ['stock', 'pick-list', 'resume', 'ledger', 'dead-letters'] };

// @ts-expect-error a use that is not declared
export const unknown: FunctionSettings = { uses: ['stok'] };

// @ts-expect-error a setting that does not exist
export const misspelled: FunctionSettings = { memory: 512 };
