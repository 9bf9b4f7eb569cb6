import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { executed, inert, list, object, oneOf } from './kernel/property-rules.ts';
import type { Made, Service } from './kernel/service.ts';
import { allServices, supportTable } from './support-table.ts';

const made = (): Made => ({ ref: '', attributes: {} });

describe('the support table', () => {
  it('is the one that is committed (npm run support -- --write mends it)', () => {
    const file = fileURLToPath(new URL('../../../docs/local-cloud-support.md', import.meta.url));
    expect(readFileSync(file, 'utf8')).toBe(supportTable(allServices()));
  });

  it('names each property by its path and rule', () => {
    const properties = {
      Name: executed,
      Mode: oneOf('FAST', 2),
      Cors: object({ Rules: list(object({ Origins: list(executed), Note: inert('nobody reads it') })) }),
    };
    const clock: Service = {
      name: 'clock',
      resources: { 'AWS::Clock::Tower': { properties, declare: made } },
      operations: {},
    };
    const text = supportTable([clock]);
    expect(text).toContain('| [clock](#clock) | 1 | 0 |');
    expect(text).toContain('Executed: `Name`, `Cors.Rules[].Origins[]`.');
    expect(text).toContain('| `Mode` | `"FAST"`, `2` |');
    expect(text).toContain('| `Cors.Rules[].Note` | inert: Nobody reads it. |');
  });
});
