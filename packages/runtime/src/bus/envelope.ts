import type { EventBridgeEnvelope, EventDescriptor, Subscription } from '../descriptor.ts';
import { TerminalError } from './errors.ts';

/** EventBridge's envelope of an event that is not known yet. */
export type AnyEnvelope = EventBridgeEnvelope<string, unknown>;

const TEXTS = ['id', 'detail-type', 'source', 'time'] as const;

/** Does a message's body look like an event of a bus at all (and not like a message of its consumer's own)? */
export const isEnvelope = (value: unknown): value is AnyEnvelope =>
  typeof value === 'object' &&
  value !== null &&
  TEXTS.every((field) => typeof (value as Readonly<Record<string, unknown>>)[field] === 'string') &&
  'detail' in value;

/** @throws TerminalError NOT_JSON: the message never was one of ours */
export const parseBody = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    throw new TerminalError('NOT_JSON', 'The message body is not JSON');
  }
};

/** @throws TerminalError NOT_AN_EVENT */
export const decodeEnvelope = (value: unknown): AnyEnvelope => {
  if (isEnvelope(value)) return value;
  throw new TerminalError(
    'NOT_AN_EVENT',
    `The message body is no EventBridge event: ${TEXTS.join(', ')} and detail are expected`,
  );
};

/** @throws TerminalError NOT_SUBSCRIBED: rule and subscription have drifted apart, or someone wrote to the queue */
export const descriptorFor = (
  subscription: Subscription<unknown>,
  envelope: AnyEnvelope,
): EventDescriptor<string, unknown> => {
  const descriptor = subscription.events.find(
    ({ name, source }) => name === envelope['detail-type'] && source === envelope.source,
  );
  if (descriptor !== undefined) return descriptor;
  const known = subscription.events.map(({ name }) => name).join(', ');
  throw new TerminalError('NOT_SUBSCRIBED', `${subscription.consumer} is subscribed to ${known}`);
};
