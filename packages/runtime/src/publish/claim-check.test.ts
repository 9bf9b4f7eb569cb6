import { type GetObjectCommand, type GetObjectCommandOutput, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { receive } from '../consume/receive.ts';
import { envelope, note, noteDetail, noteSubscription } from '../testing/fixture.ts';
import type { ClaimReader, ClaimWriter } from './claim-check.ts';
import { ENTRY_BYTES_LIMIT } from './outgoing-event.ts';
import { publish } from './publish.ts';

/** S3 as far as claims go. */
const fakeBucket = (): ClaimWriter & ClaimReader & { objects: Map<string, Uint8Array> } => {
  const objects = new Map<string, Uint8Array>();
  const send = async (command: PutObjectCommand | GetObjectCommand): Promise<GetObjectCommandOutput> => {
    const place = `${command.input.Bucket}/${command.input.Key}`;
    if (command instanceof PutObjectCommand) {
      objects.set(place, command.input.Body as Uint8Array);
      return { $metadata: {} };
    }
    const content = objects.get(place);
    if (content === undefined) throw Object.assign(new Error('gone'), { name: 'NoSuchKey' });
    return { Body: { transformToByteArray: async () => content }, $metadata: {} } as unknown as GetObjectCommandOutput;
  };
  return { objects, send };
};

const large = note(1, 'ä'.repeat(ENTRY_BYTES_LIMIT));

const published = async (
  bucket: ClaimWriter,
  outgoing = large,
): Promise<{ detail: Record<string, Record<string, unknown>>; bytes: number }> => {
  let sent = '';
  const client = {
    send: async ({ input }: { input: { Entries?: readonly { Detail?: string | undefined }[] | undefined } }) => {
      sent = input.Entries?.[0]?.Detail ?? '';
      return { Entries: [{ EventId: 'e' }], FailedEntryCount: 0, $metadata: {} };
    },
  };
  await publish({ client, busName: 'bus', claims: { client: bucket, bucket: 'claims-bucket' } }, [outgoing]);
  return { detail: JSON.parse(sent), bytes: Buffer.byteLength(sent) };
};

describe('claim check', () => {
  it('keeps the short fields that identify nobody, so that patterns still match', async () => {
    const { detail, bytes } = await published(fakeBucket());
    expect(detail.data).toEqual({ id: 'n-1', kind: 'memo' });
    expect(detail.metadata).toMatchObject({
      ...large.metadata,
      claim: { bucket: 'claims-bucket', key: `claims/NoteWritten/${large.metadata.id}.json` },
    });
    expect(bytes).toBeLessThan(2_000);
  });

  it.each(['/data', '/data/*'])('keeps nothing of data where %s identifies a person', async (place) => {
    const personal = { ...large, event: { ...large.event, phi: [place] } };
    expect((await published(fakeBucket(), personal)).detail.data).toEqual({});
  });

  it('keeps a text of 256 bytes beside the claim, and none of more', async () => {
    const kind = 'ä'.repeat(128);
    const of = async (text: string): Promise<unknown> => {
      const outgoing = { ...large, data: { ...(large.data as object), kind: text } };
      return (await published(fakeBucket(), outgoing)).detail.data;
    };
    expect(await of(kind)).toEqual({ id: 'n-1', kind });
    expect(await of(`${kind}x`)).toEqual({ id: 'n-1' });
  });

  it('gives the consumer the event whole', async () => {
    const bucket = fakeBucket();
    const { detail } = await published(bucket);
    const event = await receive(noteSubscription, envelope(detail), { claims: bucket });
    expect(event.detail).toEqual(noteDetail(large));
  });

  it('refuses what is not what was deposited', async () => {
    const bucket = fakeBucket();
    const { detail } = await published(bucket);
    for (const [place, content] of bucket.objects) bucket.objects.set(place, content.with(9, 0x41));
    await expect(receive(noteSubscription, envelope(detail), { claims: bucket })).rejects.toMatchObject({
      code: 'CLAIM_ALTERED',
      retryable: false,
    });
  });

  it('says so when the object has expired, when nobody can follow, and when the claim is none', async () => {
    const bucket = fakeBucket();
    const { detail } = await published(bucket);
    await expect(receive(noteSubscription, envelope(detail))).rejects.toMatchObject({ code: 'CLAIM_NOT_FOLLOWED' });
    bucket.objects.clear();
    await expect(receive(noteSubscription, envelope(detail), { claims: bucket })).rejects.toMatchObject({
      code: 'CLAIM_GONE',
    });
    const malformed = envelope({ ...detail, metadata: { ...detail.metadata, claim: { bucket: 'b' } } });
    await expect(receive(noteSubscription, malformed, { claims: bucket })).rejects.toMatchObject({
      code: 'CLAIM_MALFORMED',
    });
  });

  it('leaves the errors of S3 itself to a retry', async () => {
    const { detail } = await published(fakeBucket());
    const down: ClaimReader = {
      send: async () => Promise.reject(Object.assign(new Error('503'), { name: 'SlowDown' })),
    };
    await expect(receive(noteSubscription, envelope(detail), { claims: down })).rejects.toMatchObject({
      name: 'SlowDown',
    });
  });
});
