// Generated from catalog/shared/amount.json by `npm run generate`. Do not edit.

/** An amount of money in its currency's unit, exact to a hundredth. */
export type Amount = number;
