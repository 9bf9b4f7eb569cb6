import { marshall } from '@aws-sdk/util-dynamodb';
import { enrich, type PipeEvent } from '@carillon/runtime/enrich';
import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { announceRequest } from './announce-request.ts';

const item = {
  runId: 'run-1',
  datastoreId: 'd'.repeat(32),
  since: '2026-11-23T19:55:00.000Z',
  until: '2026-11-23T20:00:00.000Z',
  requestedAt: '2026-11-23T20:00:01.000Z',
  token: 'AAAA-TOKEN',
  expiresAt: 1_800_000_000,
};

const record = (image: Record<string, unknown>): DynamoDBRecord => ({
  eventID: 'e-1',
  eventName: 'INSERT',
  dynamodb: { NewImage: marshall(image) as NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']> },
});

const announce = async (image: Record<string, unknown>): Promise<PipeEvent | undefined> =>
  (await enrich(announceRequest)([record(image)]))[0];

describe('callback-record', () => {
  it('announces what to export', async () => {
    expect(await announce(item)).toMatchObject({
      detailType: 'ExportRequested',
      source: 'carillon.export',
      detail: {
        metadata: { correlationId: 'run-1', causationId: 'e-1', occurredAt: item.requestedAt },
        data: { runId: 'run-1', datastoreId: item.datastoreId, since: item.since, until: item.until },
      },
    });
  });

  it('lets the token go nowhere, nor anything else that the record may hold one day', async () => {
    const announced = JSON.stringify(await announce({ ...item, another: 'AAAA-TOKEN' }));
    expect(announced).toContain('run-1');
    expect(announced).not.toContain('AAAA-TOKEN');
    expect(announced).not.toContain('1800000000');
  });

  it('is the same event when the record comes again', async () => {
    expect(await announce(item)).toEqual(await announce(item));
  });

  it('refuses a record that is no request, without quoting it', async () => {
    const lacking = announce({ runId: 'run-1', token: 'AAAA-TOKEN', requestedAt: item.requestedAt });
    await expect(lacking).rejects.toMatchObject({
      code: 'INVALID_EVENT',
      message: expect.not.stringContaining('AAAA-TOKEN'),
    });
    await expect(announce({ ...item, requestedAt: 'AAAA-TOKEN' })).rejects.toMatchObject({ code: 'NO_TIME' });
    await expect(enrich(announceRequest)([{ eventID: 'e', dynamodb: {} }])).rejects.toMatchObject({ code: 'NO_IMAGE' });
  });
});
