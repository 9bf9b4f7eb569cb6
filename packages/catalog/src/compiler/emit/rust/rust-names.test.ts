import { describe, expect, it } from 'vitest';
import { snakeCase } from './rust-names.ts';

describe('a name in Rust', () => {
  it.each([
    ['createdAtTime', 'created_at_time'],
    ['HTTPStatus', 'http_status'],
    ['type', 'type_'],
    ['1st', '_1st'],
    ['größe', 'gr_e'],
    ['日本', 'field'],
    ['😀', 'field'],
    ['_', 'field'],
  ])('of %s is %s', (name, expected) => {
    expect(snakeCase(name)).toBe(expected);
  });
});
