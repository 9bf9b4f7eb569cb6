import { pascalCase } from '../../names.ts';

/** Strict and reserved keywords ("Keywords", The Rust Reference, edition 2024). */
const KEYWORDS: ReadonlySet<string> = new Set(
  `as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move mut pub
  ref return self static struct super trait true type unsafe use where while abstract become box do final gen macro
  override priv try typeof unsized virtual yield`.split(/\s+/),
);

/** `createdAtTime` -> `created_at_time`; a keyword gets an underscore, and what no letter of ASCII is in is a `field`. */
export const snakeCase = (name: string): string => {
  const known = snakes.get(name) ?? snakeOf(name);
  snakes.set(name, known);
  return known;
};

/** Events have fields of the same names. */
const snakes = new Map<string, string>();

const snakeOf = (name: string): string => {
  const snake = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();
  if (!/[a-z0-9]/.test(snake)) return 'field';
  const word = /^[a-z_]/.test(snake) ? snake : `_${snake}`;
  return KEYWORDS.has(word) ? `${word}_` : word;
};

/** `COMPLETED_WITH_ERRORS` -> `CompletedWithErrors`; undefined for what no variant can be called. */
export const variantName = (value: string): string | undefined => {
  const words = /[a-z]/.test(value) ? value : value.toLowerCase();
  const name = pascalCase(words);
  return /^[A-Z][A-Za-z0-9]*$/.test(name) && name !== 'Self' ? name : undefined;
};

/** A description as doc comments, at an indentation. */
export const docLines = (description: string | undefined, indent = ''): string =>
  description === undefined || description.trim() === ''
    ? ''
    : description
        .trim()
        .split(/\r?\n/)
        .map((line) => `${indent}/// ${line.replaceAll('[', '\\[')}`.trimEnd())
        .map((line) => `${line}\n`)
        .join('');

/** A text as Rust writes it. */
export const rustText = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}"`;
