// Generated from catalog/order/order-fulfilment-failed/v1.json by `npm run generate`. Do not edit.

import type { Violation } from '@carillon/runtime/descriptor';

/** What is wrong with a detail; empty if nothing is. */
export declare function validate(detail: unknown): readonly Violation[];
