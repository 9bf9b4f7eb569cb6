import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '@carillon/constructs/environment';
import { DEFAULT_SETTINGS, type FunctionSettings, type HandlerSource } from '@carillon/constructs/handler-source';
import type { Listener } from '@carillon/constructs/listener';
import type { QueueDelivery } from '@carillon/runtime/descriptor';
import type { LakeDefinition } from '@carillon/runtime/lake-definition';
import type { System } from './system.ts';

/** A handler that does nothing, so that tests of the template need no bundling. */
export const fixtureHandler = (name: string, settings: Partial<FunctionSettings> = {}): HandlerSource => {
  const path = join(FOLDER, name);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'index.mjs'), 'export const handler = async () => {};\n');
  return { name, settings: { ...DEFAULT_SETTINGS, ...settings }, asset: { path, hash: name.replaceAll('/', '-') } };
};

const FOLDER = mkdtempSync(join(tmpdir(), 'carillon-infra-'));

const QUEUE: QueueDelivery = {
  kind: 'queue',
  batchSize: 10,
  maxBatchingWindowSeconds: 0,
  maxReceiveCount: 5,
  visibilityTimeoutSeconds: 180,
  functionTimeoutSeconds: 30,
};

export const fixtureListener = (name: string, delivery: Listener['delivery'] = QUEUE): Listener => ({
  name,
  description: `${name} listens.`,
  pattern: { source: ['carillon.test'] },
  delivery,
});

const LAKE: LakeDefinition = {
  database: 'ward',
  tables: [
    {
      Name: 'bed_cleaned',
      Description: 'A bed was cleaned.',
      TableType: 'EXTERNAL_TABLE',
      Parameters: {
        classification: 'json',
        compressionType: 'gzip',
        'projection.ward.type': 'injected',
        'projection.year.range': '2020,NOW',
        'storage.location.template': 's3://{archive}/events/type=BedCleaned/ward=${ward}/year=${year}/',
      },
      PartitionKeys: ['ward', 'year'].map((Name) => ({ Name, Type: 'string' })),
      StorageDescriptor: {
        Columns: [{ Name: 'detail', Type: 'struct<data:struct<bed:string>>', Comment: 'The bed.' }],
        Compressed: true,
        InputFormat: 'in',
        OutputFormat: 'out',
        Location: 's3://{archive}/events/type=BedCleaned/',
        SerdeInfo: { SerializationLibrary: 'serde', Parameters: { 'case.insensitive': 'FALSE' } },
      },
    },
  ],
};

/** A small system of the same build as ours. */
export const fixtureSystem = (): System => ({
  busName: 'carillon',
  listeners: [
    fixtureListener('s3-archiver', { kind: 'firehose' }),
    fixtureListener('websocket-notifier'),
    fixtureListener('callback-resumer'),
  ],
  handlers: [
    ...['patient-stream', 'site-stream'].map((name) => fixtureHandler(`producers/${name}`, { uses: ['dead-letters'] })),
    ...['run-ledger', 'callback-record'].map((name) => fixtureHandler(`producers/${name}`)),
    fixtureHandler('consumers/s3-archiver'),
    fixtureHandler('consumers/websocket-notifier', { uses: ['connections', 'post-to-connections'] }),
    fixtureHandler('consumers/websocket-notifier/authorizer', { uses: ['sign-in'] }),
    ...['connect', 'disconnect', 'subscribe'].map((name) =>
      fixtureHandler(`consumers/websocket-notifier/${name}`, { uses: ['connections'] }),
    ),
    fixtureHandler('consumers/callback-resumer', { uses: ['callbacks', 'resume-execution'] }),
    fixtureHandler('workflows/fhir-export/begin-run', { uses: ['ledger'] }),
  ],
  lake: LAKE,
  exportDefinition: JSON.stringify({
    StartAt: 'Begin',
    States: { Begin: { Type: 'Task', Resource: '$' + '{BeginRunFunctionArn}', End: true } },
  }),
});

/** An environment that protects what it keeps. */
export const fixtureEnvironment = (): Environment => ({
  name: 'test',
  protect: true,
  logRetentionDays: 365,
  exportRetentionDays: 30,
  signIn: { mfa: 'ON', threatProtection: true },
});
