import { createHash } from 'node:crypto';
import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  PutObjectCommand,
  type PutObjectCommandOutput,
} from '@aws-sdk/client-s3';
import { TerminalError } from '../errors.ts';
import type { Detail, OutgoingEvent } from './outgoing-event.ts';

/** Where the whole detail lies, and how to know that it is the one: docs/decisions/0002-claim-check.md. */
export interface Claim {
  readonly bucket: string;
  readonly key: string;
  /** Lower-case hexadecimal, over the object's bytes. */
  readonly sha256: string;
  readonly bytes: number;
}

/** As much of S3Client as writing a claim needs. */
export interface ClaimWriter {
  send(command: PutObjectCommand): Promise<PutObjectCommandOutput>;
}

/** As much of S3Client as following a claim needs. */
export interface ClaimReader {
  send(command: GetObjectCommand): Promise<GetObjectCommandOutput>;
}

/** Where large details are stored. */
export interface ClaimDeposit {
  readonly client: ClaimWriter;
  readonly bucket: string;
  /** `claims` when absent; no slash at either end. */
  readonly prefix?: string;
}

const ROUTING_BYTES = 256;

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

const isShortScalar = (value: unknown): boolean =>
  typeof value === 'number' ||
  typeof value === 'boolean' ||
  (typeof value === 'string' && Buffer.byteLength(value, 'utf8') <= ROUTING_BYTES);

/** JSON pointers escape `~` and `/` (RFC 6901, section 3). */
const pointerTo = (field: string): string => `/data/${field.replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** What stays beside a claim: the short top-level fields of data that identify nobody; rules may still ask for them. */
const routingFields = ({ event, data }: OutgoingEvent): Readonly<Record<string, unknown>> => {
  if (typeof data !== 'object' || data === null) return {};
  const stays = ([field, value]: readonly [string, unknown]): boolean =>
    isShortScalar(value) && ![pointerTo(field), '/data', '/data/*'].some((place) => event.phi.includes(place));
  return Object.fromEntries(Object.entries(data).filter(stays));
};

/** Stores the detail and answers the form that travels. The key is the event's id, so a repeated deposit is the same object. */
export const deposit = async (claims: ClaimDeposit, outgoing: OutgoingEvent, detail: Detail): Promise<Detail> => {
  const content = Buffer.from(JSON.stringify(detail), 'utf8');
  const key = `${claims.prefix ?? 'claims'}/${outgoing.event.name}/${detail.metadata.id}.json`;
  const command = new PutObjectCommand({
    Bucket: claims.bucket,
    Key: key,
    Body: content,
    ContentType: 'application/json',
  });
  await claims.client.send(command);
  const claim: Claim = { bucket: claims.bucket, key, sha256: sha256(content), bytes: content.byteLength };
  return { metadata: { ...detail.metadata, claim }, data: routingFields(outgoing) };
};

const isClaim = (value: unknown): value is Claim => {
  if (typeof value !== 'object' || value === null) return false;
  const { bucket, key, sha256: hash, bytes } = value as Partial<Claim>;
  return typeof bucket === 'string' && typeof key === 'string' && typeof hash === 'string' && typeof bytes === 'number';
};

/** The claim of a detail that carries one. @throws TerminalError CLAIM_MALFORMED */
export const claimOf = (detail: unknown): Claim | undefined => {
  const claim = (detail as { readonly metadata?: { readonly claim?: unknown } } | null)?.metadata?.claim;
  if (claim === undefined) return undefined;
  if (!isClaim(claim)) throw new TerminalError('CLAIM_MALFORMED', 'metadata.claim is not {bucket, key, sha256, bytes}');
  return claim;
};

const read = async (client: ClaimReader, claim: Claim): Promise<Uint8Array> => {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: claim.bucket, Key: claim.key }));
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  } catch (error) {
    if (error instanceof Error && (error.name === 'NoSuchKey' || error.name === 'NoSuchBucket'))
      throw new TerminalError('CLAIM_GONE', `s3://${claim.bucket}/${claim.key} does not exist; has it expired?`, {
        cause: error,
      });
    throw error;
  }
};

/**
 * The detail as it was before its deposit.
 * @throws TerminalError CLAIM_GONE, CLAIM_ALTERED (size or hash differ); S3's own errors are left to a retry
 */
export const redeem = async (client: ClaimReader, claim: Claim): Promise<unknown> => {
  const content = await read(client, claim);
  if (content.byteLength !== claim.bytes || sha256(content) !== claim.sha256)
    throw new TerminalError('CLAIM_ALTERED', `s3://${claim.bucket}/${claim.key} is not what was deposited`);
  return JSON.parse(Buffer.from(content).toString('utf8'));
};
