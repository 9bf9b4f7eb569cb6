import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = join(import.meta.dirname, '../../src');
const handlers = globSync('{producers,consumers,workflows}/**/handler.ts', { cwd: SRC });

describe('every handler', () => {
  it.each(handlers)('%s logs, counts and traces by the instrumentation of the application', (file) => {
    const text = readFileSync(join(SRC, file), 'utf8');
    expect(text).toContain('instrumentFunction()');
    expect(text).toMatch(/export const handler: Handler<[^;]*= (instrumentation\.handler\(|task\(instrumentation,)/s);
    expect(text).not.toMatch(/@aws-lambda-powertools|console\./);
  });
});
