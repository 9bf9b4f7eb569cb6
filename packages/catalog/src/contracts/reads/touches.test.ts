import { describe, expect, it } from 'vitest';
import { touches } from './reads.ts';

describe('what happens to a field', () => {
  it.each([
    ['/data/name', '/data/name', true],
    ['/data/name', '/data/name/family', true],
    ['/data/name/family', '/data/name', true],
    ['/data/name', '/data/names', false],
    ['', '/data/name', true],
    ['/data/labels/*', '/data/labels/language', true],
    ['/data/contacts/*/name', '/data/contacts/mother', true],
    ['/data/contacts/*/name', '/data/contacts/mother/phone', false],
    ['/data/pair/0', '/data/pair/*', true],
    ['/data/labels/*', '/data/label', false],
  ])('%s, concerns who reads %s: %s', (field, read, expected) => {
    expect(touches(field, read)).toBe(expected);
  });
});
