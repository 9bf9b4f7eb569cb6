import { currentVersion, requireValid, type Upcaster } from '../catalog.ts';
import type { EventBridgeEnvelope, EventDescriptor, Subscription } from '../descriptor.ts';
import { TerminalError } from '../errors.ts';
import { type ClaimReader, claimOf, redeem } from '../publish/claim-check.ts';

/** An event of any type, as EventBridge delivers it. */
export type AnyEnvelope = EventBridgeEnvelope<string, unknown>;

const TEXTS = ['id', 'detail-type', 'source', 'time'] as const;

/** Does a message's body look like an event of a bus at all (and not like a message of its consumer's own)? */
export const isEnvelope = (value: unknown): value is AnyEnvelope =>
  typeof value === 'object' &&
  value !== null &&
  TEXTS.every((field) => typeof (value as Readonly<Record<string, unknown>>)[field] === 'string') &&
  'detail' in value;

/** A message's body as JSON. @throws TerminalError NOT_JSON: the message never was one of ours */
export const parseBody = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    // Without its cause: V8 quotes the text.
    throw new TerminalError('NOT_JSON', 'The message body is not JSON');
  }
};

const requireEnvelope = (value: unknown): AnyEnvelope => {
  if (isEnvelope(value)) return value;
  const message = `The message body is not an EventBridge event: ${TEXTS.join(', ')} and detail are expected`;
  throw new TerminalError('NOT_AN_EVENT', message);
};

const descriptorFor = (subscription: Subscription<unknown>, envelope: AnyEnvelope): EventDescriptor => {
  const descriptor = subscription.events.find(
    ({ name, source }) => name === envelope['detail-type'] && source === envelope.source,
  );
  if (descriptor !== undefined) return descriptor;
  const known = subscription.events.map(({ name }) => name).join(', ');
  throw new TerminalError('NOT_SUBSCRIBED', `${subscription.consumer} is subscribed to ${known}`, {
    fix: "Deploy the consumer's rule and code together; nobody else may write to its queue.",
  });
};

const wholeDetail = async ({ detail }: AnyEnvelope, claims: ClaimReader | undefined): Promise<unknown> => {
  const claim = claimOf(detail);
  if (claim === undefined) return detail;
  if (claims !== undefined) return redeem(claims, claim);
  const fix = "Give consume 'claims', an S3 client that may read the claim bucket.";
  throw new TerminalError('CLAIM_NOT_FOLLOWED', 'The event carries a claim check', { fix });
};

/** What is needed to take an event to its newest version and to fetch what travels as a claim check. */
export interface ReceiveOptions {
  /** Those of the subscription's events; none where each of them has one version. */
  readonly upcasters?: readonly Upcaster[];
  /** An S3 client; needed where a subscribed event may carry a claim check. */
  readonly claims?: ClaimReader;
}

/**
 * A parsed message body -> the subscription's event: decoded, of a subscribed type, whole, of the newest version, and valid.
 * @throws TerminalError NOT_AN_EVENT, NOT_SUBSCRIBED, CLAIM_..., UNKNOWN_VERSION, NO_UPCASTER, UPCAST_..., INVALID_EVENT
 */
export const receive = async <Event>(
  subscription: Subscription<Event>,
  body: unknown,
  { upcasters = [], claims }: ReceiveOptions = {},
): Promise<Event> => {
  const envelope = requireEnvelope(body);
  const descriptor = descriptorFor(subscription, envelope);
  const detail = currentVersion(descriptor, await wholeDetail(envelope, claims), upcasters);
  requireValid(descriptor, detail);
  // Name, source and schema are proven just above; the pattern's finer conditions were the rule's to check.
  return { ...envelope, detail } as Event;
};
