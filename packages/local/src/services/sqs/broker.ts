import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { listenersOn } from '../../kernel/listeners.ts';
import type { StoredAttributes } from './digest.ts';
import type { Message } from './message.ts';
import { messageClock } from './message-clock.ts';
import { type Kept, messageStore } from './message-store.ts';
import type { Queue, Queues } from './queue.ts';
import { readReceipt, receiptHandle } from './receipt.ts';

export interface Outgoing {
  readonly body: string;
  readonly attributes: StoredAttributes;
  readonly senderId: string;
  readonly trace?: string;
  readonly delaySeconds?: number;
}

export interface Received {
  readonly receiptHandle: string;
  readonly message: Message;
}

/** What queues do with messages. All of it is written before it returns; nothing of a queue's length is in memory. */
export interface Broker {
  /** The new message's id. */
  send(queue: Queue, outgoing: Outgoing): string;
  /** Takes messages out of sight; one received too often goes to the dead-letter queue instead. */
  receive(queue: Queue, max: number, visibilitySeconds?: number): readonly Received[];
  /** @throws AwsError ReceiptHandleIsInvalid */
  delete(queue: Queue, handle: string | undefined): void;
  /** @throws AwsError ReceiptHandleIsInvalid, MessageNotInflight */
  changeVisibility(queue: Queue, handle: string | undefined, seconds: number): void;
  /** As changeVisibility, but a handle that is no longer current is let be. */
  release(queue: Queue, handle: string, seconds: number): void;
  /** Moves up to `max` visible messages on; the number moved. */
  move(from: Queue, to: (message: Message) => Queue | undefined, max: number): number;
  counts(queue: Queue): { readonly ready: number; readonly delayed: number; readonly inflight: number };
  purge(queue: Queue): void;
  retentionChanged(queue: Queue): void;
  forget(queue: string): void;
  /** Calls back after each commit that put messages in sight. */
  onReady(queue: string, listener: () => void): () => void;
}

export const brokerOn = (kernel: Kernel, queues: Queues): Broker => {
  const { clock, journal, identity, activity } = kernel;
  const store = messageStore(journal);
  const listeners = listenersOn(journal, 'sqs', kernel.report);
  const time = messageClock(kernel, { queues, store, ready: listeners.notify });

  const put = (queue: Queue, message: Omit<Message, 'place'>, delaySeconds: number): void => {
    const until = delaySeconds > 0 ? clock.now() + delaySeconds * 1_000 : undefined;
    store.add(queue.name, message, until);
    time.sent(queue, message.sentAt);
    if (until === undefined) listeners.notify(queue.name);
    else time.hiddenUntil(queue.name, until);
  };
  /** Keeps id, body, attributes and time of sending: "Amazon SQS dead-letter queues", message retention. */
  const pass = (from: Queue, kept: Kept, to: Queue, source: string | undefined): void => {
    const { place: _place, deadLetterSource: _source, firstReceivedAt: _first, ...message } = kept.message;
    store.remove(from.name, kept);
    put(to, { ...message, receives: 0, ...(source === undefined ? {} : { deadLetterSource: source }) }, 0);
  };
  const bury = (queue: Queue, kept: Kept): boolean => {
    const policy = queue.attributes.RedrivePolicy;
    if (policy === undefined || kept.message.receives < policy.maxReceiveCount) return false;
    const graveyard = queues.byArn(policy.deadLetterTargetArn);
    if (graveyard === undefined) return false;
    pass(queue, kept, graveyard, queue.arn);
    const facts = { deadLetterQueue: graveyard.arn, receives: kept.message.receives };
    activity.note({ service: 'sqs', action: 'MessageDeadLettered', resource: queue.arn, facts });
    return true;
  };
  const take = (queue: Queue, kept: Kept, until: number): Received => {
    const now = clock.now();
    const receives = kept.message.receives + 1;
    const message = { ...kept.message, receives, firstReceivedAt: kept.message.firstReceivedAt ?? now };
    store.hide(queue.name, { key: kept.key, message }, until);
    return { message, receiptHandle: receiptHandle({ queue: queue.name, key: kept.key, receives }) };
  };
  const hideFor = (queue: Queue, kept: Kept, seconds: number): void => {
    const until = clock.now() + seconds * 1_000;
    if (seconds > 0) {
      store.hide(queue.name, kept, until);
      time.hiddenUntil(queue.name, until);
    } else {
      store.show(queue.name, kept, until);
      listeners.notify(queue.name);
    }
  };
  const takeUp = (queue: Queue, max: number, until: number): readonly Received[] => {
    const received: Received[] = [];
    for (;;) {
      const wanted = max - received.length;
      const found = store.ready(queue.name, wanted);
      for (const kept of found) if (!bury(queue, kept)) received.push(take(queue, kept, until));
      if (received.length === max || found.length < wanted) return received;
    }
  };
  /** The message of a handle, when no later receive has taken its place. */
  const current = (queue: Queue, handle: string | undefined): Kept | undefined => {
    const { key, receives } = readReceipt(handle, queue.name);
    const message = store.get(queue.name, key);
    return message === undefined || message.receives !== receives ? undefined : { key, message };
  };

  return {
    send(queue, outgoing) {
      const id = identity.uuid();
      const { body, attributes, senderId, trace } = outgoing;
      const message = { id, body, attributes, senderId, sentAt: clock.now(), receives: 0 };
      const delay = outgoing.delaySeconds ?? queue.attributes.DelaySeconds;
      put(queue, trace === undefined ? message : { ...message, trace }, delay);
      activity.note({ service: 'sqs', action: 'MessageSent', resource: queue.arn });
      return id;
    },
    receive(queue, max, visibilitySeconds = queue.attributes.VisibilityTimeout) {
      const until = clock.now() + visibilitySeconds * 1_000;
      const received = takeUp(queue, max, until);
      if (received.length === 0) return received;
      // A timeout of zero puts them back into sight with the next alarm, after this answer.
      time.hiddenUntil(queue.name, until);
      const facts = { messages: received.length };
      activity.note({ service: 'sqs', action: 'MessagesReceived', resource: queue.arn, facts });
      return received;
    },
    delete(queue, handle) {
      const kept = current(queue, handle);
      if (kept === undefined) return;
      store.remove(queue.name, kept);
      activity.note({ service: 'sqs', action: 'MessageDeleted', resource: queue.arn });
    },
    changeVisibility(queue, handle, seconds) {
      const kept = current(queue, handle);
      if (kept?.message.place.kind !== 'inflight')
        throw new AwsError('MessageNotInflight', 'The message referred to is not in flight.');
      hideFor(queue, kept, seconds);
    },
    release(queue, handle, seconds) {
      const kept = current(queue, handle);
      if (kept?.message.place.kind === 'inflight') hideFor(queue, kept, seconds);
    },
    move(from, to, max) {
      const found = store.ready(from.name, max);
      let moved = 0;
      for (const kept of found) {
        const target = to(kept.message);
        if (target === undefined) continue;
        pass(from, kept, target, undefined);
        moved += 1;
      }
      return moved;
    },
    retentionChanged: time.retentionChanged,
    counts: (queue) => store.count(queue.name),
    purge(queue) {
      store.removeAll(queue.name);
      activity.note({ service: 'sqs', action: 'QueuePurged', resource: queue.arn });
    },
    forget(queue) {
      store.removeAll(queue);
      time.forget(queue);
    },
    onReady: listeners.listen,
  };
};
