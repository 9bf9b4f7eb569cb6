// Generated from catalog/shared/currency.json by `npm run generate`. Do not edit.

/** A currency, ISO 4217. */
export type Currency = 'EUR' | 'GBP' | 'USD';
