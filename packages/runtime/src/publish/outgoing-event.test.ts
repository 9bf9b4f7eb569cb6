import { expect, it } from 'vitest';
import { eventIdOf } from './outgoing-event.ts';

it('makes one UUID of version 8 of the same parts, and another of others', () => {
  expect(eventIdOf('run', 'file', 1)).toBe(eventIdOf('run', 'file', 1));
  expect(eventIdOf('run', 'file', 1)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const others = [
    eventIdOf('run', 'file', 1),
    eventIdOf('run', 'file', '1'),
    eventIdOf('runfile', 1),
    eventIdOf('run', 'file', 2),
  ];
  expect(new Set(others).size).toBe(4);
});
