import type { Subscription } from '../descriptor.ts';
import { type ClaimReader, claimOf, redeem } from './claim-check.ts';
import { currentVersion } from './current-version.ts';
import { type AnyEnvelope, decodeEnvelope, descriptorFor } from './envelope.ts';
import { TerminalError } from './errors.ts';
import type { Upcaster } from './upcast.ts';
import { requireNoViolations } from './violations.ts';

const followed = async (envelope: AnyEnvelope, claims: ClaimReader | undefined): Promise<AnyEnvelope> => {
  const claim = claimOf(envelope.detail);
  if (claim === undefined) return envelope;
  if (claims === undefined)
    throw new TerminalError(
      'CLAIM_NOT_FOLLOWED',
      "The event carries a claim check; give consume 'claims', an S3 client",
    );
  return { ...envelope, detail: await redeem(claims, claim) };
};

/** What receiving takes besides the subscription. */
export interface ReceiveOptions {
  /** An S3 client; needed where a subscribed event may carry a claim check. */
  readonly claims?: ClaimReader;
  /** Those of the subscribed events; needed where an event has an older version. */
  readonly upcasters?: readonly Upcaster[];
}

/**
 * A parsed message body -> the subscription's event: decoded, of a subscribed type, whole, of the newest version, and valid.
 * @throws TerminalError NOT_AN_EVENT, NOT_SUBSCRIBED, CLAIM_..., UNKNOWN_VERSION, NO_UPCASTER, UPCAST_..., INVALID_EVENT
 */
export const receive = async <Event>(
  subscription: Subscription<Event>,
  body: unknown,
  { claims, upcasters }: ReceiveOptions = {},
): Promise<Event> => {
  const envelope = decodeEnvelope(body);
  const descriptor = descriptorFor(subscription, envelope);
  const { detail, ...around } = await followed(envelope, claims);
  const whole = { ...around, detail: currentVersion(descriptor, detail, upcasters) };
  requireNoViolations(descriptor.schema, descriptor.validate(whole.detail));
  // Name, source and schema are proven just above; the pattern's finer conditions were the rule's to check.
  return whole as Event;
};
