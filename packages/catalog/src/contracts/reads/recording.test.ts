import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deepest, touches } from './reads.ts';
import { recording } from './recording.ts';

const readsOf = (act: (value: typeof VALUE) => unknown): readonly string[] => {
  const seen = new Set<string>();
  act(recording(VALUE, (pointer) => seen.add(pointer)));
  return deepest(seen);
};

interface Person {
  readonly id: string;
  readonly names: readonly { readonly family: string; readonly given?: readonly string[] }[];
  readonly address?: { readonly city: string; readonly 'a/b'?: string };
}
const VALUE: Person = { id: '1', names: [{ family: 'F', given: ['G', 'H'] }], address: { city: 'C' } };

describe('a recording', () => {
  it.each<[string, (value: Person) => unknown, readonly string[]]>([
    ['a field', ({ id }) => id, ['/id']],
    ['a field within', ({ address }) => address?.city, ['/address/city']],
    ['a field that is absent', ({ address }) => address?.['a/b'], ['/address/a~1b']],
    ['an object that is only asked for', ({ address }) => address === undefined, ['/address']],
    ['items', ({ names }) => names.map(({ family }) => family), ['/names/*/family']],
    ['how many there are', ({ names }) => names.length, ['/names']],
    ['items of items', ({ names }) => names.flatMap(({ given = [] }) => [...given]), ['/names/*/given/*']],
    ['whether a field is there', ({ address }) => address && 'city' in address, ['/address/city']],
    ['all by spreading', ({ address }) => ({ ...address }), ['/address/city']],
    ['all by writing it out', (value) => JSON.stringify(value.names), ['/names/*/family', '/names/*/given/*']],
    ['nothing', async (value) => await value, []],
  ])('notes %s', (_, act, expected) => expect(readsOf(act)).toEqual(expected));

  it('is the same value to who looks at it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.stringify(recording(value, () => undefined))).toBe(JSON.stringify(value));
      }),
    );
  });
});

describe('a field and a read', () => {
  it.each([
    ['/data/name', '/data/name', true],
    ['/data/name', '/data/name/text', true],
    ['/data/name/text', '/data/name', true],
    ['/data/name', '/data/names', false],
    ['/data/name/text', '/data/name/use', false],
  ])('%s and %s: %j', (field, read, expected) => expect(touches(field, read)).toBe(expected));
});
