import { fileURLToPath } from 'node:url';
import type { EventDescriptor } from '@carillon/runtime/descriptor';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { s3Archiver } from '../../../../../generated/subscriptions.ts';
import { examine } from '../../compiler/examine.ts';
import { readSource } from '../../compiler/load/read-source.ts';
import { pointerTokens } from '../../compiler/pointer.ts';
import type { CheckedCatalog } from '../../compiler/stages.ts';
import { occasionsFor } from '../consumers/occasions.ts';
import { withValueAt } from '../events/altered.ts';
import { redacted, redactedAsStored } from './redact.ts';

type Descriptor = EventDescriptor<string, unknown>;

const root = fileURLToPath(new URL('../../../../..', import.meta.url));
const { checked } = examine(readSource(root)).value as { readonly checked: CheckedCatalog };
/** The archiver hears everything. */
const all = occasionsFor(s3Archiver, checked).filter(({ descriptor }) => descriptor.phi.length > 0);

const has = (value: unknown, [token, ...rest]: readonly string[]): boolean => {
  if (token === undefined) return true;
  return typeof value === 'object' && value !== null && Object.hasOwn(value, token)
    ? has((value as Readonly<Record<string, unknown>>)[token], rest)
    : false;
};

describe.each(all.map((occasions) => [occasions.descriptor.name, occasions] as const))('%s', (_, occasions) => {
  it('shows nothing of what the catalog marks', () => {
    const { descriptor, generated } = occasions;
    fc.assert(
      fc.property(generated, fc.uuid(), ({ detail }, secret) => {
        const marked = descriptor.phi
          .map(pointerTokens)
          .filter((tokens) => has(detail, tokens))
          .reduce((made, tokens) => withValueAt(made, tokens, { deep: [secret] }), detail);
        expect(JSON.stringify(redacted(descriptor, marked))).not.toContain(secret);
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
    expect(all.length).toBeGreaterThan(2);
  });
});
