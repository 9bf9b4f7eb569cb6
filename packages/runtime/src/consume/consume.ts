import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Subscription } from '../descriptor.ts';
import { type IdempotencyStore, once } from '../idempotency/idempotency.ts';
import { silentLog } from '../observability/log.ts';
import { eachMessage, type MessageOptions } from './each-message.ts';
import { type AnyEnvelope, isEnvelope, parseBody, type ReceiveOptions, receive } from './receive.ts';

/** What a consumer may need besides its act. */
export interface ConsumeOptions extends MessageOptions, ReceiveOptions {
  /** For an act that must not be repeated: the key is the event's metadata.id. */
  readonly idempotency?: IdempotencyStore;
}

interface Identified {
  readonly detail: { readonly metadata: { readonly id: string } };
}

/** The id of an event that has been validated. */
const idOf = (event: unknown): string => (event as Identified).detail.metadata.id;

const actOnce = async (
  store: IdempotencyStore | undefined,
  key: string,
  act: () => Promise<void>,
): Promise<boolean> => {
  if (store !== undefined) return once(store, key, act);
  await act();
  return true;
};

/**
 * A Lambda handler for a subscription's queue:
 *
 *   SQS message -> envelope -> subscribed? -> claim followed -> newest version -> valid? -> done before? -> act
 *
 * What fails is reported alone and comes again; see TerminalError for what can never succeed. Act may be called twice
 * for one event, unless `idempotency` is given, and in any order.
 */
export const consume =
  <Event>(
    subscription: Subscription<Event>,
    act: (event: Event) => Promise<void>,
    options: ConsumeOptions = {},
  ): ((event: SQSEvent) => Promise<SQSBatchResponse>) =>
  (batch) => {
    const { log = silentLog, idempotency } = options;
    return eachMessage(
      batch,
      async (record) => {
        const body = parseBody(record.body);
        if (isEnvelope(body)) log.appendEventKeys(body.detail);
        const event = await receive(subscription, body, options);
        const acted = await actOnce(idempotency, idOf(event), () => act(event));
        const detailType = (event as AnyEnvelope)['detail-type'];
        log.info(acted ? 'Event consumed' : 'Event known, not consumed again', { detailType });
      },
      options,
    );
  };
