import { gunzipSync } from 'node:zlib';
import { type OutgoingEvent, PublishError } from '@carillon/runtime/publish';
import { memoryEventStore } from '@carillon/runtime/testing';
import { describe, expect, it } from 'vitest';
import { fileStreamOf } from '../aggregates.ts';
import type { ExportEvent } from '../export-event.ts';
import { type ProcessFilePorts, processFile } from './process-file.ts';
import type { FileOfRun } from './read-resource.ts';

const file: FileOfRun = {
  runId: 'run-1',
  until: '2026-11-23T20:05:00.000Z',
  file: { type: 'Patient', key: 'exports/Patient/1.ndjson' },
};

const patient = (n: number): string =>
  JSON.stringify({
    resourceType: 'Patient',
    id: `p-${n}`,
    meta: { versionId: '2', lastUpdated: '2026-11-23T22:01:02.5+02:00' },
    birthDate: '1970-01-01',
  });

interface World {
  readonly ports: ProcessFilePorts;
  readonly published: OutgoingEvent[][];
  readonly objects: Map<string, Buffer>;
  readonly opened: string[];
}

const world = (content: string, refuse: (call: number) => boolean = () => false): World => {
  const published: OutgoingEvent[][] = [];
  const objects = new Map<string, Buffer>();
  const opened: string[] = [];
  let calls = 0;
  const ports: ProcessFilePorts = {
    ledger: { store: memoryEventStore<ExportEvent>() },
    open: async (key) => {
      opened.push(key);
      return (async function* () {
        yield Buffer.from(content);
      })();
    },
    publish: async (events) => {
      calls += 1;
      if (refuse(calls))
        throw new PublishError([
          { index: 0, event: 'FhirResourceChanged', code: 'InternalFailure', message: '', retryable: true },
        ]);
      published.push([...events]);
    },
    archive: {
      client: {
        send: async ({ input }) => {
          objects.set(`${input.Bucket}/${input.Key}`, input.Body as Buffer);
          return { $metadata: {} };
        },
      },
      bucket: 'archive',
    },
    now: () => new Date('2026-11-23T20:06:00.000Z'),
  };
  return { ports, published, objects, opened };
};

const recordedBy = async ({ ports }: World): Promise<unknown> =>
  (await ports.ledger.store.load(fileStreamOf('run-1', file.file.key))).map(({ event }) => event.data);

describe('processFile', () => {
  it('publishes each line, ten a call, and records the counts', async () => {
    const it = world(Array.from({ length: 23 }, (_, n) => patient(n)).join('\n'));
    expect(await processFile(it.ports, file)).toEqual({ resources: 23, rejected: 0 });
    expect(it.published.map(({ length }) => length)).toEqual([10, 10, 3]);
    expect(it.published[0]?.[0]).toMatchObject({
      event: { name: 'FhirResourceChanged' },
      data: {
        runId: 'run-1',
        resourceType: 'Patient',
        resourceId: 'p-0',
        versionId: '2',
        lastUpdated: '2026-11-23T20:01:02.500Z',
      },
      metadata: { correlationId: 'run-1', occurredAt: file.until },
    });
    expect(await recordedBy(it)).toEqual([
      { runId: 'run-1', file: file.file, resources: 23, rejected: 0, rejections: [] },
    ]);
    expect(it.objects.size).toBe(0);
  });

  it('processes the other lines around bad ones, and says which and why without their content', async () => {
    const lines = [
      patient(0),
      'SECRET not json',
      '',
      '{"id":"SECRET"}',
      '{"resourceType":"Patient"}',
      '["SECRET"]',
      patient(1),
      '{"resourceType":"Patient","id":"SECRET/ü"}',
    ];
    const it = world(lines.join('\r\n'));
    expect(await processFile(it.ports, file)).toEqual({ resources: 2, rejected: 5 });
    const expected = [
      [2, 'NOT_JSON'],
      [4, 'NO_TYPE'],
      [5, 'NO_ID'],
      [6, 'NOT_JSON'],
      [8, 'NO_ID'],
    ];
    const [recorded] = (await recordedBy(it)) as { rejections: { line: number; code: string }[] }[];
    expect(recorded?.rejections.map(({ line, code }) => [line, code])).toEqual(expected);
    const [[key, body] = ['', Buffer.alloc(0)]] = [...it.objects];
    expect(key).toMatch(
      /^archive\/errors\/type=ExportFileRejection\/year=2026\/month=11\/day=23\/hour=20\/[0-9a-f-]{36}\.ndjson\.gz$/,
    );
    const kept = gunzipSync(body).toString();
    expect(
      kept
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
        .map(({ line, code, file: of }) => [line, code, of]),
    ).toEqual(expected.map(([line, code]) => [line, code, file.file.key]));
    expect(kept + JSON.stringify(recorded)).not.toContain('SECRET');
  });

  it('names the first hundred rejections and keeps all', async () => {
    const it = world('x\n'.repeat(250));
    expect(await processFile(it.ports, file)).toEqual({ resources: 0, rejected: 250 });
    const [recorded] = (await recordedBy(it)) as { rejections: unknown[] }[];
    expect(recorded?.rejections).toHaveLength(100);
    const [body = Buffer.alloc(0)] = [...it.objects.values()];
    expect(gunzipSync(body).toString().trim().split('\n')).toHaveLength(250);
  });

  it('fails as a whole when the bus does not take a batch, and then repeats the same ids', async () => {
    const content = Array.from({ length: 60 }, (_, n) => patient(n)).join('\n');
    const broken = world(content, (call) => call === 3);
    await expect(processFile(broken.ports, file)).rejects.toMatchObject({ code: 'PUBLISH_REJECTED' });
    expect(await recordedBy(broken)).toEqual([]);
    const whole = world(content);
    await processFile(whole.ports, file);
    const idsOf = ({ published }: World): string[] => published.flat().map(({ metadata }) => metadata.id);
    expect(new Set(idsOf(whole)).size).toBe(60);
    expect(new Set([...idsOf(whole), ...idsOf(broken)]).size).toBe(60);
  });

  it('does not read a file again that the ledger knows', async () => {
    const it = world(patient(1));
    const counts = await processFile(it.ports, file);
    expect(await processFile(it.ports, file)).toEqual(counts);
    expect(it.opened).toHaveLength(1);
    expect(await recordedBy(it)).toHaveLength(1);
  });
});
