import { marshall } from '@aws-sdk/util-dynamodb';
import { enrich } from '@carillon/runtime/enrich';
import { itemOf } from '@carillon/runtime/event-store';
import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { exportRunStarted } from '../../../generated/events.ts';
import { announceEvent } from './announce-event.ts';

const metadata = {
  id: '00000000-0000-8000-8000-000000000001',
  correlationId: 'run-1',
  occurredAt: '2026-11-23T20:00:00.000Z',
  schema: exportRunStarted.schema,
  stream: 'export-run/run-1',
  sequence: 1,
};
const data = {
  runId: 'run-1',
  datastoreId: 'd'.repeat(32),
  until: '2026-11-23T20:00:00.000Z',
  executionArn: 'arn:aws:states:::x',
};

const record = (item: Record<string, unknown>): DynamoDBRecord => ({
  eventID: 'e-1',
  eventName: 'INSERT',
  dynamodb: { NewImage: marshall(item) as NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']> },
});

const announce = enrich(announceEvent);

describe('run-ledger', () => {
  it('announces appended events as they were decided, in order', async () => {
    const item = itemOf({ event: { name: exportRunStarted.name, data }, metadata });
    const next = { ...item, sequence: 2, metadata: { ...metadata, sequence: 2 } };
    const announced = { detailType: 'ExportRunStarted', source: 'carillon.export', detail: { metadata, data } };
    expect(await announce([record(item), record(next)])).toEqual([
      announced,
      { ...announced, detail: { metadata: { ...metadata, sequence: 2 }, data } },
    ]);
  });

  it.each([
    ['a head', { stream: 'export-datastore/d', sequence: 0, version: 1, head: {} }, 'NOT_AN_EVENT_ITEM'],
    [
      'an event that the catalog does not know',
      itemOf({ event: { name: 'Invented', data }, metadata }),
      'EVENT_UNKNOWN',
    ],
    [
      'an event that breaks its schema',
      itemOf({ event: { name: exportRunStarted.name, data: {} }, metadata }),
      'INVALID_EVENT',
    ],
  ])('refuses %s', async (_, item, code) => {
    await expect(announce([record(item)])).rejects.toMatchObject({ code, retryable: false });
  });
});
