// Generated from catalog/shared/order-id.json by `npm run generate`. Do not edit.

/** The id of an order. */
export type OrderId = string;
