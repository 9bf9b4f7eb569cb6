import { marshall } from '@aws-sdk/util-dynamodb';
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

describe('announceRequest', () => {
  it('announces what to export', () => {
    const { detailType, source, detail } = announceRequest(record(item));
    expect([detailType, source]).toEqual(['ExportRequested', 'carillon.export']);
    expect(detail.data).toEqual({
      runId: 'run-1',
      datastoreId: item.datastoreId,
      since: item.since,
      until: item.until,
    });
    expect(detail.metadata).toMatchObject({ correlationId: 'run-1', causationId: 'e-1', occurredAt: item.requestedAt });
  });

  it('lets the token go nowhere, nor anything else that the record may hold one day', () => {
    const announced = JSON.stringify(announceRequest(record({ ...item, another: 'AAAA-TOKEN' })));
    expect(announced).not.toContain('AAAA-TOKEN');
    expect(announced).not.toContain('1800000000');
  });

  it('is the same event when the record comes again', () => {
    expect(announceRequest(record(item))).toEqual(announceRequest(record(item)));
  });

  it('refuses a record that is no request, without quoting it', () => {
    expect(() =>
      announceRequest(record({ runId: 'run-1', token: 'AAAA-TOKEN', requestedAt: item.requestedAt })),
    ).toThrow(expect.objectContaining({ code: 'INVALID_EVENT', message: expect.not.stringContaining('AAAA-TOKEN') }));
    expect(() => announceRequest({ eventID: 'e', dynamodb: {} })).toThrow(
      expect.objectContaining({ code: 'NO_IMAGE' }),
    );
  });
});
