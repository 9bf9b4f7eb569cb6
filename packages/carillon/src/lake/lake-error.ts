/** Why a question to the lake has no answer. */
export class LakeError extends Error {
  readonly code: string;
  readonly fix: string;
  /** Line and column of the question, counted from 1. */
  readonly place: { readonly line: number; readonly column: number } | undefined;

  constructor(code: string, message: string, fix: string, place?: { readonly line: number; readonly column: number }) {
    super(message);
    this.name = 'LakeError';
    this.code = code;
    this.fix = fix;
    this.place = place;
  }

  static notOne(count: number): LakeError {
    return new LakeError('SQL_STATEMENTS', `there are ${count} statements`, 'Ask one question at a time.');
  }

  static notSelect(): LakeError {
    return new LakeError('SQL_NOT_SELECT', 'this is no SELECT', 'The lake is read-only: ask with SELECT or WITH.');
  }

  static unreadable(faults: readonly { readonly key: string; readonly reason: string }[]): LakeError {
    const named = faults.map(({ key, reason }) => `\n  ${key}: ${reason}`).join('');
    const fix =
      'Repair or remove them (carillon catalog drift looks at them too), or answer without them: --skip-invalid.';
    return new LakeError('UNREADABLE_OBJECT', `${faults.length} archived objects cannot be read:${named}`, fix);
  }
}

const FIXES: readonly (readonly [pattern: RegExp, code: string, fix: string])[] = [
  [/^Parser Error/, 'SQL_SYNTAX', 'Correct the statement there.'],
  [/^Catalog Error: Table/, 'SQL_NO_TABLE', 'carillon query --tables lists them.'],
  [/^Catalog Error/, 'SQL_NO_FUNCTION', 'The functions are those of DuckDB, and some of Athena (docs/lake.md).'],
  [/^Binder Error/, 'SQL_NO_COLUMN', 'carillon query --tables lists the columns; fields are below detail.data.'],
  [/^Permission Error/, 'SQL_NOT_ALLOWED', 'The lake reads its own tables and nothing else.'],
];

/** DuckDB draws the place: the line's number before its text, a caret below. */
const placeOf = (message: string): { readonly line: number; readonly column: number } | undefined => {
  const [, before = '', line, below = ''] = /^((LINE (\d+): ).*)$/m.test(message)
    ? (/^(LINE (\d+): ).*\n( *)\^/m.exec(message) ?? [])
    : [];
  return line === undefined ? undefined : { line: Number(line), column: below.length - before.length + 1 };
};

/** What DuckDB says of a statement, as a value. */
export const sqlError = (told: string): LakeError => {
  const message = told.replace(/^Failed to extract statements: /, '');
  const [, code, fix] = FIXES.find(([pattern]) => pattern.test(message)) ?? [
    undefined,
    'SQL_FAILED',
    'The message says why.',
  ];
  const said = message.split(/\n\s*LINE \d+: /)[0] ?? message;
  return new LakeError(code, said.replaceAll(/\s*\n\s*/g, ' ').trim(), fix, placeOf(message));
};
