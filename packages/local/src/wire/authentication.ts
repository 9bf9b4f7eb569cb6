import type { Instant } from '../kernel/clock.ts';
import { AwsError } from '../kernel/errors.ts';
import type { Incoming } from './exchange.ts';
import { isSignedWith, type Signed, signedOf } from './signature.ts';

/** Credentials that this cloud gave out: to a function for its role, or for a session of a role. */
export interface IssuedKey {
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly caller: string;
  readonly expired?: boolean;
  /** Its holder has others by now. */
  readonly revoked?: boolean;
}

export interface Authenticator {
  /** Undefined for keys that are none of this cloud's. */
  keyOf(accessKeyId: string): IssuedKey | undefined;
  /** Whoever comes without credentials of this cloud: the account's root, as on any machine that is one's own. */
  readonly root: string;
  /**
   * The cloud's time and the wall's. Functions in threads live in the first, processes and whoever comes from outside in
   * the second; a signature is of one of them.
   */
  times(): readonly Instant[];
}

/** "Most AWS services accept requests within 15 minutes of the time stamp" (S3: within 15 minutes too). */
const SKEW_MS = 15 * 60_000;

/** "The maximum is 604800 seconds (seven days)" (S3 API Reference, "Authenticating requests: using query parameters"). */
const LONGEST_SECONDS = 604_800;

const refused = (code: string, message: string): AwsError => new AwsError(code, message, { status: 403 });

const speaksXml = ({ service }: Signed): boolean => service === 's3' || service === 'sts';

const mismatch = (signed: Signed): AwsError =>
  refused(
    speaksXml(signed) ? 'SignatureDoesNotMatch' : 'InvalidSignatureException',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  );

const badToken = (signed: Signed): AwsError =>
  refused(
    signed.service === 's3'
      ? 'InvalidToken'
      : speaksXml(signed)
        ? 'InvalidClientTokenId'
        : 'UnrecognizedClientException',
    'The security token included in the request is invalid.',
  );

const expiredKey = (signed: Signed): AwsError =>
  refused(
    speaksXml(signed) ? 'ExpiredToken' : 'ExpiredTokenException',
    'The security token included in the request is expired.',
  );

const instantOf = ({ date }: Signed): Instant => {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
};

const checkTime = (signed: Signed, times: readonly Instant[]): void => {
  const at = instantOf(signed);
  if (Number.isNaN(at) || !signed.scope.startsWith(`${signed.date.slice(0, 8)}/`)) throw mismatch(signed);
  const { expires } = signed;
  if (expires !== undefined && !(expires >= 1 && expires <= LONGEST_SECONDS))
    throw new AwsError('AuthorizationQueryParametersError', 'X-Amz-Expires must be between 1 and 604800 seconds.');
  const until = expires === undefined ? at + SKEW_MS : at + expires * 1_000;
  if (times.some((now) => now >= at - SKEW_MS && now <= until)) return;
  if (expires !== undefined) throw refused('AccessDenied', 'Request has expired');
  throw signed.service === 's3'
    ? refused('RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.')
    : refused(speaksXml(signed) ? 'SignatureDoesNotMatch' : 'InvalidSignatureException', 'Signature expired.');
};

/**
 * Who sends the request. A key that this cloud issued must have signed it; other keys are of no account here, their
 * signatures are not looked at.
 * @throws AwsError of status 403, in the words of the service that is asked
 */
export const authenticate = (request: Incoming, { keyOf, root, times }: Authenticator): string => {
  const signed = signedOf(request);
  const key = signed === undefined ? undefined : keyOf(signed.accessKeyId);
  if (signed === undefined || key === undefined) return root;
  if (key.revoked === true || signed.sessionToken !== key.sessionToken) throw badToken(signed);
  if (key.expired === true) throw expiredKey(signed);
  if (!signed.signedHeaders.includes('host') || !isSignedWith(key.secretAccessKey, request, signed))
    throw mismatch(signed);
  checkTime(signed, times());
  return key.caller;
};
