import type { Kernel } from '../../kernel/kernel.ts';
import type { MessageStore } from './message-store.ts';
import type { Queue, Queues } from './queue.ts';

/** Brings messages back into sight and lets old ones go, by one alarm each a queue. */
export interface MessageClock {
  /** A message is hidden until then. */
  hiddenUntil(queue: string, due: number): void;
  /** A message was sent: the queue's oldest sets when it looks for expired ones. */
  sent(queue: Queue, sentAt: number): void;
  /** Its messages may be kept for a shorter time from now on. */
  retentionChanged(queue: Queue): void;
  forget(queue: string): void;
}

/** Moved in one turn: a queue of a hundred thousand must not hold up the others. */
const AT_ONCE = 500;

export const messageClock = (
  kernel: Kernel,
  parts: { readonly queues: Queues; readonly store: MessageStore; ready(queue: string): void },
): MessageClock => {
  const { alarms, clock } = kernel;
  const { queues, store, ready } = parts;

  const setEarliest = (owner: string, queue: string, due: number): void => {
    const known = alarms.due(owner, queue);
    if (known === undefined || due < known) alarms.set(owner, queue, due);
  };
  alarms.on('sqs_visible', (queue) => {
    const due = store.due(queue, clock.now(), AT_ONCE);
    for (const kept of due) store.show(queue, kept, clock.now());
    const next = store.nextDue(queue);
    if (next !== undefined) alarms.set('sqs_visible', queue, next);
    if (due.length > 0) ready(queue);
  });
  alarms.on('sqs_expiry', (name) => {
    const queue = queues.find(name);
    if (queue === undefined) return;
    const keep = queue.attributes.MessageRetentionPeriod * 1_000;
    const expired = store.oldest(name, AT_ONCE).filter(({ message }) => message.sentAt + keep <= clock.now());
    for (const kept of expired) store.remove(name, kept);
    const [first] = store.oldest(name, 1);
    if (first !== undefined) alarms.set('sqs_expiry', name, first.message.sentAt + keep);
    if (expired.length === 0) return;
    const facts = { messages: expired.length };
    kernel.activity.note({ service: 'sqs', action: 'MessageExpired', resource: queue.arn, facts });
  });
  const sent: MessageClock['sent'] = (queue, sentAt) =>
    setEarliest('sqs_expiry', queue.name, sentAt + queue.attributes.MessageRetentionPeriod * 1_000);
  return {
    sent,
    retentionChanged(queue) {
      const [first] = store.oldest(queue.name, 1);
      if (first !== undefined) sent(queue, first.message.sentAt);
    },
    hiddenUntil: (queue, due) => setEarliest('sqs_visible', queue, due),
    forget(queue) {
      alarms.cancel('sqs_visible', queue);
      alarms.cancel('sqs_expiry', queue);
    },
  };
};
