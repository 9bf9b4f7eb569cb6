import { isAwsError, RefusedError } from '../../kernel/errors.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from '../../kernel/json.ts';
import { type CompiledPattern, compilePattern } from '../../patterns/pattern.ts';

interface MessageFilter {
  readonly pattern: CompiledPattern;
  /** The pattern looks into the body: a body that is no JSON object then does not match. */
  readonly intoBody: boolean;
}

const compile = (text: string, at: number): MessageFilter => {
  try {
    const written = parseJson(text);
    const pattern = compilePattern(text, { dialect: 'pipe' });
    return { pattern, intoBody: isJsonObject(written) && isJsonObject(written.body ?? null) };
  } catch (error) {
    if (!isAwsError(error) && !(error instanceof SyntaxError)) throw error;
    throw new RefusedError(`/FilterCriteria/Filters/${at}/Pattern`, text, error.message);
  }
};

const bodyOf = (record: JsonObject): Json => {
  try {
    return parseJson(String(record.body));
  } catch {
    return null;
  }
};

/**
 * FilterCriteria over a queue's messages: any of the patterns, or none at all ("Using event filtering with an Amazon
 * SQS event source"; a body is matched as JSON or as text, whichever its pattern is).
 * @throws RefusedError for a pattern that is not valid.
 */
export const messageFilter = (patterns: readonly string[]): ((record: JsonObject) => boolean) => {
  const filters = patterns.map(compile);
  return (record) => {
    if (filters.length === 0) return true;
    return filters.some(({ pattern, intoBody }) => {
      if (!intoBody) return pattern.matches(record);
      const body = bodyOf(record);
      return isJsonObject(body) && pattern.matches({ ...record, body });
    });
  };
};
