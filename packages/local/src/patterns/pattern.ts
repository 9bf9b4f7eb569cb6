import { AwsError } from '../kernel/errors.ts';
import type { Json } from '../kernel/json.ts';
import { eventFields, openJson, openText, usedSteps } from './event-fields.ts';
import { asJsonText, type JsonText, JsonTextError, readJsonText } from './json-text.ts';
import { matchMachine } from './match-machine.ts';
import { PatternFault } from './pattern-fault.ts';
import { pipeFault } from './pipe-dialect.ts';
import { subRules } from './sub-rules.ts';

/** An EventBridge pattern, ready to match events. */
export interface CompiledPattern {
  matches(event: Json): boolean;
  /**
   * The event as text, where keys that come twice and digits beyond binary64 count.
   * @throws JsonTextError when it is not JSON.
   */
  matchesText(event: string): boolean;
}

/** Which operators a pattern may use. */
export interface PatternOptions {
  /** What Pipes and Lambda's event filters do not support of the event bus's operators is refused for `pipe`. */
  readonly dialect?: 'bus' | 'pipe';
}

const PREFIX = 'Event pattern is not valid. Reason: ';

const invalid = (error: unknown): unknown =>
  error instanceof PatternFault || error instanceof JsonTextError
    ? new AwsError('InvalidEventPatternException', `${PREFIX}${error.message}`)
    : error;

const compileText = (pattern: JsonText, dialect: 'bus' | 'pipe'): CompiledPattern => {
  const fault = dialect === 'pipe' ? pipeFault(pattern) : undefined;
  if (fault !== undefined) throw new PatternFault(fault);
  const rules = subRules(pattern);
  const machine = matchMachine(rules);
  const isUsed = usedSteps(rules.flatMap((rule) => [...rule.keys()]));
  return {
    matches: (event) => machine(eventFields(event, openJson, isUsed)),
    matchesText: (text) => machine(eventFields(readJsonText(text), openText, isUsed)),
  };
};

/**
 * An event pattern as EventBridge rules, Pipes filters and Lambda event filters have it, exact to aws/event-ruler. Given
 * as text, keys that come twice and numbers beyond binary64 keep their meaning.
 * Source: EventBridge User Guide, "Comparison operators for use in event patterns".
 * @throws AwsError InvalidEventPatternException
 */
export const compilePattern = (pattern: Json | string, options: PatternOptions = {}): CompiledPattern => {
  try {
    return compileText(
      typeof pattern === 'string' ? readJsonText(pattern) : asJsonText(pattern),
      options.dialect ?? 'bus',
    );
  } catch (error) {
    throw invalid(error);
  }
};
