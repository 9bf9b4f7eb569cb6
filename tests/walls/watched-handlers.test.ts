import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = join(import.meta.dirname, '../../src');
const handlers = globSync('{producers,consumers,workflows}/**/handler.ts', { cwd: SRC });

describe('every handler', () => {
  it.each(handlers)('%s logs, counts and traces by the one watch', (file) => {
    const text = readFileSync(join(SRC, file), 'utf8');
    expect(text).toContain('instrument()');
    expect(text).toMatch(/export const handler: Handler<[^;]*= (watch\.handler\(|task\(watch,)/s);
    expect(text).not.toMatch(/@aws-lambda-powertools|console\./);
  });
});
