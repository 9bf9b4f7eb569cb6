import type { JsonObject } from '../../kernel/json.ts';
import { type CompiledPattern, compilePattern } from '../../patterns/pattern.ts';
import { withParsedBody } from '../../templating/record-body.ts';

export type Filter = (record: JsonObject) => boolean;

/**
 * Whether one of the patterns matches the record, an SQS body read as JSON where it is JSON; no pattern matches all
 * (EventBridge User Guide, "Event filtering in Amazon EventBridge Pipes").
 * @throws AwsError InvalidEventPatternException
 */
export const filterOf = (patterns: readonly string[]): Filter => {
  const compiled: readonly CompiledPattern[] = patterns.map((pattern) => compilePattern(pattern, { dialect: 'pipe' }));
  return (record) => {
    if (compiled.length === 0) return true;
    const readable = withParsedBody(record);
    return compiled.some((pattern) => pattern.matches(readable));
  };
};
