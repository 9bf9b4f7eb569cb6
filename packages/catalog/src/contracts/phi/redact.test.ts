import type { EventDescriptor } from '@carillon/runtime/descriptor';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventSchema } from '../../compiler/compatibility/event-schema.ts';
import { pointerTokens } from '../../compiler/pointer.ts';
import { withValueAt } from '../events/altered.ts';
import { valueArbitrary } from '../events/event-arbitrary.ts';
import { rooms } from '../fixtures/rooms.ts';
import { redacted, redactedAsStored } from './redact.ts';

type Descriptor = EventDescriptor<string, unknown>;

const personal = rooms.events.filter(({ phi }) => phi.length > 0);

const has = (value: unknown, [token, ...rest]: readonly string[]): boolean => {
  if (token === undefined) return true;
  return typeof value === 'object' && value !== null && Object.hasOwn(value, token)
    ? has((value as Readonly<Record<string, unknown>>)[token], rest)
    : false;
};

describe.each(personal.map((event) => [event.name, event] as const))('%s', (_, event) => {
  it('shows nothing of what the catalog marks', () => {
    const { root, errors } = eventSchema(rooms.loaded.schemas, event.file);
    const details = valueArbitrary({ root, accepts: (detail) => errors(detail).length === 0 });
    fc.assert(
      fc.property(details, fc.uuid(), (detail, secret) => {
        const marked = event.phi
          .map(pointerTokens)
          .filter((tokens) => has(detail, tokens))
          .reduce((made, tokens) => withValueAt(made, tokens, { deep: [secret] }), detail);
        expect(JSON.stringify(redacted(event, marked))).not.toContain(secret);
      }),
      { numRuns: 50 },
    );
  });
});

describe('redaction', () => {
  it('is by the version that an event was stored in', () => {
    const made = (version: number, field: string): Descriptor => ({
      name: 'NoteWritten',
      source: 'carillon.test',
      version,
      schema: `test/note-written/v${version}`,
      owner: 'team-test',
      claimCheck: false,
      phi: [`/data/${field}`],
      validate: () => [],
    });
    const catalog = [{ ...made(2, 'author'), older: [made(1, 'by')] }];
    const shown = (version: number): unknown =>
      redactedAsStored(
        'NoteWritten',
        { metadata: { schema: `test/note-written/v${version}` }, data: { by: 'x', author: 'y' } },
        catalog,
      );
    expect(shown(1)).toMatchObject({ data: { by: '[redacted]', author: 'y' } });
    expect(shown(2)).toMatchObject({ data: { by: 'x', author: '[redacted]' } });
    expect(shown(3)).toMatchObject({ data: '[redacted]' });
    expect(redactedAsStored('NoteErased', { data: { by: 'x' } }, catalog)).toEqual({ data: '[redacted]' });
  });

  it('reaches into maps, whatever their keys', () => {
    const detail = { data: { contacts: { mother: 'M', doctor: { name: 'D', on: true } }, kept: 1 } };
    expect(redacted({ phi: ['/data/contacts/*/name'] }, detail)).toEqual({
      data: { contacts: { mother: 'M', doctor: { name: '[redacted]', on: true } }, kept: 1 },
    });
    expect(redacted({ phi: ['/data/contacts/*'] }, detail)).toEqual({
      data: { contacts: { mother: '[redacted]', doctor: '[redacted]' }, kept: 1 },
    });
  });

  it('reaches into arrays and leaves the rest alone', () => {
    const detail = { data: { names: [{ family: 'F', use: 'official' }], kept: 1 } };
    expect(redacted({ phi: ['/data/names/*/family', '/data/absent/name'] }, detail)).toEqual({
      data: { names: [{ family: '[redacted]', use: 'official' }], kept: 1 },
    });
    expect(personal.length).toBeGreaterThan(0);
  });
});
