import type { JS } from '@duckdb/node-api';

/** An answer's value as JSON has it: whole numbers as numbers while they are exact, instants in RFC 3339. */
export const plain = (value: JS): unknown => {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map((each: JS) => plain(each));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each as JS)]));
  return value;
};

const cell = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

type Rows = readonly (readonly unknown[])[];

/** Columns side by side, numbers to the right. */
export const asTable = (columns: readonly string[], rows: Rows): string => {
  const texts = rows.map((row) => row.map((value) => cell(value).replaceAll(/\s+/g, ' ')));
  const widths = columns.map((name, at) => Math.max(name.length, ...texts.map((row) => row[at]?.length ?? 0)));
  const right = columns.map((_, at) => rows.length > 0 && rows.every((row) => typeof row[at] === 'number'));
  const line = (cells: readonly string[]): string =>
    cells
      .map((text, at) => (right[at] === true ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd();
  return [line(columns), line(widths.map((width) => '-'.repeat(width))), ...texts.map(line)].join('\n');
};

/** RFC 4180, with a header. A text that a spreadsheet would take for a formula is quoted and led by an apostrophe. */
export const asCsv = (columns: readonly string[], rows: Rows): string => {
  const field = (value: unknown): string => {
    const text = cell(value);
    const safe = typeof value === 'string' && /^[=+@\t\r-]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) || safe !== text ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return [columns, ...rows].map((row) => row.map(field).join(',')).join('\r\n');
};
