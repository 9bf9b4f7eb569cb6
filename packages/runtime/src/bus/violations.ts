import { TerminalError } from './errors.ts';

/** What a validator says of one value; `pointer` is a JSON pointer (RFC 6901), and the value itself is not quoted. */
interface Violation {
  readonly pointer: string;
  readonly message: string;
}

const SHOWN = 3;

/** One sentence for the violations of a schema: the first three, and how many more there are. */
export const describeViolations = (schema: string, violations: readonly Violation[]): string => {
  const shown = violations.slice(0, SHOWN).map(({ pointer, message }) => `${pointer || '/'} ${message}`);
  const rest = violations.length > SHOWN ? `, and ${violations.length - SHOWN} more` : '';
  return `${schema}: ${shown.join(', ')}${rest}`;
};

/** @throws TerminalError INVALID_EVENT unless there are no violations */
export const requireNoViolations = (schema: string, violations: readonly Violation[]): void => {
  if (violations.length > 0) throw new TerminalError('INVALID_EVENT', describeViolations(schema, violations));
};
