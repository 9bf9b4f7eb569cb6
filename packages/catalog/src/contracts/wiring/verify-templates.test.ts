import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../compiler/json.ts';
import { rules } from '../../compiler/rules.ts';
import { rooms } from '../fixtures/rooms.ts';
import { verifyTemplates } from './verify-templates.ts';

const producersByService = new Map([
  ['room-stream', ['room-stream']],
  ['stays/front-desk', ['front-desk']],
]);

interface Row {
  readonly name: string;
  readonly source: string;
  readonly resources: JsonObject;
  /** Code, place, and what the message ends with. */
  readonly finds: readonly (readonly [code: string, pointer: string, end: string])[];
}

const rows = JSON.parse(readFileSync(new URL('cases/templates.json', import.meta.url), 'utf8')) as readonly Row[];

const examined = (resources: JsonObject) =>
  verifyTemplates(rooms, [{ file: 'It.template.json', body: { Resources: resources } }], producersByService);

describe('a template', () => {
  it.each(rows.filter(({ finds }) => finds.length === 0))('is sound: $name', ({ resources }) => {
    expect(examined(resources)).toEqual([]);
  });

  it.each(rows.filter(({ finds }) => finds.length > 0))('is at fault: $name', ({ resources, finds }) => {
    const found = examined(resources);
    for (const [code, pointer, end] of finds) {
      const fault = found.find(
        (each) => each.code === code && each.at.pointer === pointer && each.message.endsWith(end),
      );
      expect(fault, JSON.stringify(found, undefined, 1)).toBeDefined();
      expect([fault?.expected, fault?.received, fault?.fix]).not.toContain('');
    }
    expect(new Set(found.map(({ code }) => code))).toEqual(new Set(finds.map(([code]) => code)));
  });
});

it('every rule of what is deployed has its planted fault', () => {
  const planted = new Set(rows.flatMap(({ finds }) => finds.map(([code]) => code)));
  const wiring = Object.entries(rules).filter(([, { stage }]) => stage === 'wiring');
  expect(new Set(wiring.map(([code]) => code))).toEqual(planted);
});
