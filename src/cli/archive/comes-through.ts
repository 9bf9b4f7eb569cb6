import type { Subscription } from '../../../generated/descriptor.ts';
import { currentVersion } from '../../bus/current-version.ts';
import { isCoded } from '../../bus/errors.ts';
import { compilePattern } from '../../local/patterns/pattern.ts';
import type { ArchivedEvent } from './archive.ts';

/** The event in the newest version; undefined where there is none, which is for the consumer to say. */
const today = ({ events }: Subscription<unknown>, event: ArchivedEvent): ArchivedEvent | undefined => {
  const descriptor = events.find(({ name }) => name === event['detail-type']);
  if (descriptor === undefined) return undefined;
  try {
    return { ...event, detail: currentVersion(descriptor, event.detail) as ArchivedEvent['detail'] };
  } catch (error) {
    if (isCoded(error)) return undefined;
    throw error;
  }
};

/**
 * Whether a subscription's pattern lets archived events through: as they were stored, which is what a rule saw of them,
 * or as they are in the newest version, which is what the pattern is written for.
 */
export const comesThrough = (subscription: Subscription<unknown>): ((event: ArchivedEvent) => boolean) => {
  const pattern = compilePattern(JSON.stringify(subscription.pattern));
  return (event) => {
    if (pattern.matchesText(JSON.stringify(event))) return true;
    const now = today(subscription, event);
    return now !== undefined && now.detail !== event.detail && pattern.matchesText(JSON.stringify(now));
  };
};
