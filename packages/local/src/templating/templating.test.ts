import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Json, type JsonObject, parseJson } from '../kernel/json.ts';
import { type TargetInput, targetInput, targetInputFault } from './input-transformer.ts';
import { readPath } from './json-path.ts';
import { type PipeContext, renderPipeTemplate } from './pipe-template.ts';
import { scheduleInput } from './schedule-input.ts';

const table = (name: string): unknown =>
  parseJson(readFileSync(join(import.meta.dirname, 'cases', name), 'utf8')) as unknown;

interface TransformerRow {
  readonly name: string;
  readonly paths: Readonly<Record<string, string>>;
  readonly template: string;
  readonly output: string;
}
const transformer = table('input-transformer.json') as { event: JsonObject; cases: readonly TransformerRow[] };
const rule = {
  ruleArn: 'arn:aws:events:us-east-1:123456789012:rule/r',
  ruleName: 'r',
  ingestionTime: '2026-11-23T20:00:00Z',
};
const transform = (template: string, paths: Readonly<Record<string, string>> = {}): TargetInput => ({
  InputTransformer: { InputPathsMap: paths, InputTemplate: template },
});

describe('an input transformer', () => {
  it.each(transformer.cases)('$name', ({ paths, template, output }) => {
    expect(targetInput(transform(template, paths), transformer.event, rule)).toBe(output);
    expect(() => parseJson(output)).not.toThrow();
  });

  it('passes the event, without its detail or whole', () => {
    const { detail, ...envelope } = transformer.event;
    const filled = targetInput(
      transform('{"e": <aws.events.event>, "j": <aws.events.event.json>}'),
      transformer.event,
      rule,
    );
    expect(parseJson(filled)).toEqual({ e: envelope, j: { ...envelope, detail } });
  });

  it('names what PutTargets would not accept', () => {
    expect(targetInputFault(transform('{"a": <b>}'))).toMatch(/invalid placeholder <b>/);
    expect(targetInputFault(transform('<a>', { a: 'detail' }))).toMatch(/not a JSON path/);
    expect(targetInputFault({ Input: '{' })).toMatch(/not valid JSON/);
    expect(targetInputFault({ Input: '{}', InputPath: '$' })).toMatch(/Only one of/);
    expect(targetInputFault({ InputPath: '$.detail' })).toBeUndefined();
  });

  it('keeps JSON JSON, whatever the values', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const event = { detail: value as Json };
        const filled = targetInput(transform('{"a": <v>, "b": "x<v>"}', { v: '$.detail' }), event, rule);
        expect((parseJson(filled) as JsonObject).a).toEqual(parseJson(JSON.stringify(value)));
      }),
    );
  });
});

const pipe: PipeContext = {
  pipeArn: 'arn:aws:pipes:us-east-1:123456789012:pipe/p',
  pipeName: 'p',
  sourceArn: 'arn:source',
  targetArn: 'arn:target',
  ingestionTime: '2026-11-23T20:00:00Z',
};
interface PipeRow {
  readonly name: string;
  readonly event: Json;
  readonly template: string;
  readonly output: string;
}

describe("a pipe's input template", () => {
  it.each(table('pipe-template.json') as readonly PipeRow[])('$name', ({ event, template, output }) => {
    expect(renderPipeTemplate(template, event, pipe)).toBe(output);
  });
});

describe('a JSON path', () => {
  it.each([
    ['$', { a: 1 }, { a: 1 }],
    ['$.a.b[0].c', { a: { b: [{ c: 1 }] } }, 1],
    ["$.a['b.c']", { a: { 'b.c': 2 } }, 2],
    ['$.detail-type', { 'detail-type': 'x' }, 'x'],
    ['$.a[*].b', { a: [{ b: 1 }, {}, { b: 3 }] }, [1, 3]],
    ['$.a.b', { a: [1] }, undefined],
    ['a.b', { a: { b: 1 } }, undefined],
    ['$.toString', {}, undefined],
  ])('%s', (path, document, found) => {
    expect(readPath(document as Json, path)).toEqual(found);
  });
});

describe("a schedule's input", () => {
  it('carries its context attributes', () => {
    const context = { scheduleArn: 'arn:s', scheduledTime: '2026-11-23T20:00:00Z', executionId: 'e', attemptNumber: 1 };
    expect(scheduleInput('{"at":"<aws.scheduler.scheduled-time>","n":<aws.scheduler.attempt-number>}', context)).toBe(
      '{"at":"2026-11-23T20:00:00Z","n":1}',
    );
  });
});
