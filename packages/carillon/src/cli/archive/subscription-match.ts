import { compilePattern } from '@carillon/local/patterns/pattern';
import { currentVersionOrStored, type Upcaster } from '@carillon/runtime/catalog';
import type { Subscription } from '@carillon/runtime/descriptor';
import type { ArchivedEvent } from './archive.ts';

/**
 * Whether a subscription's pattern lets archived events through: as they were stored, which is what a rule saw of them,
 * or as they are in the newest version, which is what the pattern is written for. What cannot be made one is for the
 * consumer to refuse, with its reason.
 */
export const subscriptionMatch = (
  subscription: Subscription<unknown>,
  upcasters: readonly Upcaster[],
): ((event: ArchivedEvent) => boolean) => {
  const pattern = compilePattern(JSON.stringify(subscription.pattern));
  return (event) => {
    if (pattern.matchesText(JSON.stringify(event))) return true;
    const descriptor = subscription.events.find(({ name }) => name === event['detail-type']);
    if (descriptor === undefined) return false;
    const detail = currentVersionOrStored(descriptor, event.detail, upcasters);
    return detail !== event.detail && pattern.matchesText(JSON.stringify({ ...event, detail }));
  };
};
