/** Words of a made-up shop: 25 domains of 8 nouns of 5 verbs name a thousand events. */
const domains: readonly string[] = [
  ...['billing', 'shipping', 'catalogue', 'pricing', 'identity', 'loyalty', 'returns', 'support', 'payments'],
  ...['inventory', 'sourcing', 'marketing', 'fulfilment', 'insurance', 'subscriptions', 'reviews', 'search'],
  ...['delivery', 'warehousing', 'treasury', 'compliance', 'scheduling', 'messaging', 'onboarding', 'reporting'],
];
const nouns: readonly string[] = ['Order', 'Invoice', 'Account', 'Request', 'Batch', 'Plan', 'Ticket', 'Record'];
const verbs: readonly string[] = ['Created', 'Changed', 'Approved', 'Rejected', 'Closed'];

export interface EventName {
  readonly domain: string;
  /** `BillingOrderCreated`. */
  readonly name: string;
  /** `billing-order-created`. */
  readonly folder: string;
}

/** At most 1,000 names, domain by domain. @throws RangeError for more. */
export const eventNames = (count: number): readonly EventName[] => {
  const all = domains.flatMap((domain) =>
    nouns.flatMap((noun) =>
      verbs.map((verb) => ({
        domain,
        name: `${domain.charAt(0).toUpperCase()}${domain.slice(1)}${noun}${verb}`,
        folder: `${domain}-${noun}-${verb}`.toLowerCase(),
      })),
    ),
  );
  if (!Number.isInteger(count) || count < 1 || count > all.length)
    throw new RangeError(`The words make up to ${all.length} events, not ${count}.`);
  return all.slice(0, count);
};
