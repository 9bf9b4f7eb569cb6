import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointersOf, withUnknownFields, withUnknownValues, withValueAt } from './altered.ts';

const always = (): boolean => true;

describe('an altered event', () => {
  it('gains a field in every object that may have one', () => {
    const value = { a: { b: [{ c: 1 }] }, closed: { d: 2 } };
    const accepts = (altered: unknown): boolean => !('xAddedLater' in (altered as typeof value).closed);
    const added = { by: 'a later version' };
    expect(withUnknownFields(value, accepts)).toEqual({
      a: { b: [{ c: 1, xAddedLater: added }], xAddedLater: added },
      closed: { d: 2 },
      xAddedLater: added,
    });
  });

  it('has other texts where any will do', () => {
    const value = { a: 'x', b: ['y', 1], c: 'fixed' };
    expect(withUnknownValues(value, (altered) => (altered as typeof value).c === 'fixed')).toEqual({
      a: 'ADDED_LATER',
      b: ['ADDED_LATER', 1],
      c: 'fixed',
    });
  });

  it('is the same when nothing is accepted, and never changed in place', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(withUnknownFields(value, () => false)).toEqual(value);
        withUnknownFields(value, always);
        withUnknownValues(value, always);
        expect(JSON.stringify(value)).toBe(text);
      }),
    );
  });

  it('has what was wanted at a place', () => {
    expect(withValueAt({ a: [{ b: 1 }, 2] }, ['a', '0', 'b'], 3)).toEqual({ a: [{ b: 3 }, 2] });
    expect(pointersOf({ a: [{ 'b/c': 1 }] })).toEqual(['', '/a', '/a/0', '/a/0/b~1c']);
  });
});
