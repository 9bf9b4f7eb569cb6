import { outbox } from '@carillon/runtime/event-store';
import type { OutgoingEvent } from '@carillon/runtime/publish';
import type { DynamoDBRecord } from 'aws-lambda';
import { workflows } from '../../workflows/workflows.ts';

/** One appended event -> the same event for the bus. @throws TerminalError as `outbox` does */
export const announceEvent: (record: DynamoDBRecord) => OutgoingEvent = outbox(workflows);
