import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Subscription } from '../descriptor.ts';
import { eachMessage, type MessageOptions } from './each-message.ts';
import { type AnyEnvelope, isEnvelope, parseBody } from './envelope.ts';
import { type IdempotencyStore, once } from './idempotency.ts';
import { correlationOf, silentLog } from './log.ts';
import { type ReceiveOptions, receive } from './receive.ts';

/** What a consumer is made with besides its subscription and its handler. */
export interface ConsumeOptions extends MessageOptions, ReceiveOptions {
  /** For an act that must not be repeated: the key is the event's metadata.id. */
  readonly idempotency?: IdempotencyStore;
}

interface Identified {
  readonly detail: { readonly metadata: { readonly id: string } };
}

/** The metadata of an event that has been validated. */
const metadataOf = (event: unknown): Identified['detail']['metadata'] => (event as Identified).detail.metadata;

const always = async (act: () => Promise<void>): Promise<boolean> => {
  await act();
  return true;
};

/**
 * A Lambda handler for a subscription's queue:
 *
 *   SQS message -> envelope -> subscribed? -> claim followed -> valid? -> done before? -> act
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
        if (isEnvelope(body)) log.appendKeys(correlationOf(body.detail, log.dataIds));
        const event = await receive(subscription, body, options);
        const acting = (): Promise<void> => act(event);
        const acted =
          idempotency === undefined ? await always(acting) : await once(idempotency, metadataOf(event).id, acting);
        const detailType = (event as AnyEnvelope)['detail-type'];
        const message = acted ? 'Event consumed' : 'Event known, not consumed again';
        log.info(message, { detailType });
      },
      options,
    );
  };
