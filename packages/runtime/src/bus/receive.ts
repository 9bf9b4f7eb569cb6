import type { Subscription } from '../descriptor.ts';
import { type ClaimReader, claimOf, redeem } from './claim-check.ts';
import { currentVersion } from './current-version.ts';
import { type AnyEnvelope, decodeEnvelope, descriptorFor } from './envelope.ts';
import { TerminalError } from './errors.ts';

const VIOLATIONS_SHOWN = 3;

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

/**
 * A parsed message body -> the subscription's event: decoded, of a subscribed type, whole, of the newest version, and valid.
 * @throws TerminalError NOT_AN_EVENT, NOT_SUBSCRIBED, CLAIM_..., UNKNOWN_VERSION, NO_UPCASTER, UPCAST_..., INVALID_EVENT
 */
export const receive = async <Event>(
  subscription: Subscription<Event>,
  body: unknown,
  claims?: ClaimReader,
): Promise<Event> => {
  const envelope = decodeEnvelope(body);
  const descriptor = descriptorFor(subscription, envelope);
  const { detail, ...around } = await followed(envelope, claims);
  const whole = { ...around, detail: currentVersion(descriptor, detail) };
  const violations = descriptor.validate(whole.detail);
  if (violations.length > 0) {
    const shown = violations.slice(0, VIOLATIONS_SHOWN).map(({ pointer, message }) => `${pointer || '/'} ${message}`);
    throw new TerminalError('INVALID_EVENT', `${descriptor.schema}: ${shown.join(', ')}`);
  }
  // Name, source and schema are proven just above; the pattern's finer conditions were the rule's to check.
  return whole as Event;
};
