import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { CodedError, TerminalError } from '../errors.ts';
import { type Log, silentLog } from '../observability/log.ts';
import { detailOf, ENTRY_BYTES_LIMIT, entryBytes, entryOf, type OutgoingEvent } from '../publish/outgoing-event.ts';
import { note, noteDetail } from '../testing/fixture.ts';
import { type EnrichOptions, enrich } from './enrich.ts';

const record = (eventID: string): DynamoDBRecord => ({ eventID, dynamodb: {} });

/** The nth note for the record `nth`; an error is thrown for the record that it is listed under. */
const notes =
  (errors: Readonly<Record<string, Error>> = {}) =>
  ({ eventID = '' }: DynamoDBRecord): OutgoingEvent => {
    const error = errors[eventID];
    if (error !== undefined) throw error;
    return note(Number(eventID));
  };

const collecting = (): EnrichOptions & { readonly letters: unknown[] } => {
  const letters: unknown[] = [];
  return { letters, deadLetters: async ({ eventID }, reason) => void letters.push([eventID, reason]) };
};

describe('enrich', () => {
  it('makes an event of each record, in order', async () => {
    expect(await enrich(notes())([record('1'), record('2')])).toEqual(
      [1, 2].map((n) => ({ detailType: 'NoteWritten', source: 'carillon.test', detail: noteDetail(note(n)) })),
    );
  });

  it('moves a record that can never become an event to the dead letters, with its reason, and goes on', async () => {
    const options = collecting();
    const toEvent = notes({ '1': new TerminalError('NO_NOTE', 'It is something else', { fix: 'Filter it.' }) });
    expect(await enrich(toEvent, options)([record('1'), record('2')])).toHaveLength(1);
    expect(options.letters).toEqual([['1', { code: 'NO_NOTE', message: 'It is something else. Fix: Filter it.' }]]);
  });

  it.each([
    ['an error that a retry may change', new CodedError('DOWN', 'not now', true)],
    ['an error that it does not know', new TypeError('x is not a function')],
  ])('leaves to the pipe the batch with %s', async (_, error) => {
    const options = collecting();
    await expect(enrich(notes({ '2': error }), options)([record('1'), record('2')])).rejects.toBe(error);
    expect(options.letters).toEqual([]);
  });

  it('fails the batch where there are no dead letters', async () => {
    const error = new TerminalError('NO_NOTE', 'It is something else');
    await expect(enrich(notes({ '1': error }))([record('1')])).rejects.toBe(error);
  });

  it('refuses an invalid event, and one that the bus would refuse, at the very byte', async () => {
    const sized = (bytes: number): OutgoingEvent => {
      const rest = entryBytes(entryOf('', note(1, ''), detailOf(note(1, ''))));
      return note(1, 'x'.repeat(bytes - rest));
    };
    const codeFor = (event: OutgoingEvent): Promise<unknown> =>
      enrich(() => event)([record('1')]).then(
        () => 'taken',
        (error: unknown) => (error as CodedError).code,
      );
    expect(await codeFor({ ...note(1), data: {} })).toBe('INVALID_EVENT');
    expect(await codeFor(sized(ENTRY_BYTES_LIMIT - 1))).toBe('taken');
    expect(await codeFor(sized(ENTRY_BYTES_LIMIT))).toBe('TOO_LARGE');
  });

  it('logs the ids of an event with its own line alone, and how old the oldest record is', async () => {
    const lines: unknown[] = [];
    const log: Log = {
      ...silentLog,
      appendEventKeys: (detail) => void lines.push(['keys', (detail as { metadata: { id: string } }).metadata.id]),
      info: (message) => void lines.push(message),
      resetKeys: () => void lines.push('reset'),
      measure: (_, seconds) => void lines.push(Math.round(seconds / 60)),
    };
    const written = (eventID: string, minutes: number): DynamoDBRecord => ({
      eventID,
      dynamodb: { ApproximateCreationDateTime: Date.now() / 1_000 - 60 * minutes },
    });
    await enrich(notes(), { log })([written('1', 2), written('2', 5)]);
    const line = (n: number): unknown[] => [['keys', note(n).metadata.id], 'Event announced', 'reset'];
    expect(lines).toEqual([5, ...line(1), ...line(2)]);
  });
});
