import { type RuleCode, rules, type Severity } from './rules.ts';

/** Where a fault is. Pointers are JSON pointers (RFC 6901); lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly pointer: string;
  readonly line?: number;
  readonly column?: number;
}

/** A fault as a value: collected, never thrown inside a stage. Printing and exit codes belong to the command. */
export interface Diagnostic {
  readonly code: RuleCode;
  readonly severity: Severity;
  readonly message: string;
  readonly at: Place;
  readonly expected: string;
  readonly received: string;
  readonly fix: string;
}

export interface FaultText {
  readonly message?: string;
  readonly expected: string;
  readonly received: string;
  readonly fix: string;
}

/** Breaks the rule `code` at `file` and `pointer`; the message is the rule's sentence unless another one says more. */
export function fault(code: RuleCode, file: string, pointer: string, text: FaultText): Diagnostic {
  const rule = rules[code];
  return {
    code,
    severity: rule.severity,
    message: text.message ?? rule.sentence,
    at: { file, pointer },
    expected: text.expected,
    received: text.received,
    fix: text.fix,
  };
}

/** Whether a diagnostic stops the build. */
export const isError = (diagnostic: Diagnostic): boolean => diagnostic.severity === 'error';

/** One diagnostic as a compiler prints it: place, severity, code and sentence, then what was met and what to do. */
export function printDiagnostic({ at, severity, code, message, expected, received, fix }: Diagnostic): string {
  const place = at.line === undefined ? at.file : `${at.file}:${at.line}:${at.column}`;
  return [
    `${place} ${severity} ${code}: ${message}`,
    `  at ${at.pointer === '' ? '(the whole file)' : at.pointer}`,
    `  expected ${expected}`,
    `  received ${received}`,
    `  fix: ${fix}`,
  ].join('\n');
}
