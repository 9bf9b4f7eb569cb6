import type { PutEventsCommand, PutEventsCommandOutput, PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type {
  GetObjectCommand,
  GetObjectCommandOutput,
  PutObjectCommand,
  PutObjectCommandOutput,
} from '@aws-sdk/client-s3';
import type { ProducerContract, Published } from '@carillon/catalog/contracts';
import { claimOf, publish, redeem } from '@carillon/runtime/publish';
import { memoryEventStore } from '@carillon/runtime/testing';
import fc from 'fast-check';
import { processFile } from './process-file.ts';
import type { FileOfRun } from './read-resource.ts';

const file: FileOfRun = {
  runId: 'run-1',
  until: '2026-11-24T00:00:00.000Z',
  file: { type: 'Patient', key: 'exports/Patient/1.ndjson' },
};

/** Above what the bus takes, so that it travels as a claim. */
const LARGE = 300_000;

const resource = fc
  .record(
    {
      resourceType: fc.constantFrom('Patient', 'Observation', 'Encounter'),
      id: fc.stringMatching(/^[A-Za-z0-9.-]{1,64}$/),
      meta: fc.record(
        {
          versionId: fc.stringMatching(/^[0-9]{1,4}$/),
          lastUpdated: fc.constantFrom('2026-11-23T22:01:02.5+02:00', '2026-11-23T20:00:00Z', 'yesterday'),
        },
        { requiredKeys: [] },
      ),
      birthDate: fc.constant('1970-01-01'),
      note: fc.oneof({ weight: 40, arbitrary: fc.string() }, { weight: 1, arbitrary: fc.constant('x'.repeat(LARGE)) }),
    },
    { requiredKeys: ['resourceType', 'id'] },
  )
  .map((each) => JSON.stringify(each));

/** Lines as HealthLake may write them, and some that are no resource. */
const content = fc
  .array(
    fc.oneof({ weight: 9, arbitrary: resource }, { weight: 1, arbitrary: fc.constantFrom('', '{', '{"a":1}', '[]') }),
    {
      maxLength: 6,
    },
  )
  .map((lines) => lines.join('\n'));

/** A bucket as far as claims go: what is put is got. */
class MemoryBucket {
  private readonly objects = new Map<string, Uint8Array>();

  async put({ input }: PutObjectCommand): Promise<PutObjectCommandOutput> {
    this.objects.set(String(input.Key), input.Body as Uint8Array);
    return { $metadata: {} };
  }

  async get({ input }: GetObjectCommand): Promise<GetObjectCommandOutput> {
    const bytes = this.objects.get(String(input.Key)) ?? new Uint8Array();
    const Body = { transformToByteArray: async () => bytes } as unknown as NonNullable<GetObjectCommandOutput['Body']>;
    return { $metadata: {}, Body };
  }
}

const heard = async (
  { Source = '', DetailType = '', Detail = '' }: PutEventsRequestEntry,
  bucket: MemoryBucket,
): Promise<Published> => {
  const detail: unknown = JSON.parse(Detail);
  const claim = claimOf(detail);
  const whole = claim === undefined ? detail : await redeem({ send: (command) => bucket.get(command) }, claim);
  return { source: Source, detailType: DetailType, detail: whole };
};

const publishFile = async (text: string): Promise<readonly Published[]> => {
  const entries: PutEventsRequestEntry[] = [];
  const bucket = new MemoryBucket();
  const send = async ({ input }: PutEventsCommand): Promise<PutEventsCommandOutput> => {
    entries.push(...(input.Entries ?? []));
    return { $metadata: {}, Entries: (input.Entries ?? []).map(() => ({ EventId: 'e' })) };
  };
  const claims = { client: { send: (command: PutObjectCommand) => bucket.put(command) }, bucket: 'claims' };
  await processFile(
    {
      ledger: { store: memoryEventStore() },
      open: async () =>
        (async function* () {
          yield Buffer.from(text);
        })(),
      publish: (events) => publish({ client: { send }, busName: 'carillon', claims }, events),
      archive: { client: { send: (command) => bucket.put(command) }, bucket: 'archive' },
      now: () => new Date(file.until),
    },
    file,
  );
  return Promise.all(entries.map((entry) => heard(entry, bucket)));
};

export const contract: ProducerContract<string> = {
  producer: 'export-file-processor',
  cases: content,
  publish: publishFile,
};
