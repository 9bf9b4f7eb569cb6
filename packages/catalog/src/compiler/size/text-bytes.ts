import { type CodePoints, type Expression, parseExpression } from '../compatibility/expression.ts';

/**
 * Bytes of one character in JSON and UTF-8. Controls, which JSON writes in six (RFC 8259, section 7), count as the widest
 * character does: no text is made of them alone, and a hundred sentences would be too many by them.
 */
const most = 4;
const widths: readonly (readonly [upTo: number, bytes: number])[] = [
  [0x1f, most],
  [0x21, 1],
  [0x22, 2],
  [0x5b, 1],
  [0x5c, 2],
  [0x7f, 1],
  [0x7ff, 2],
  [0xffff, 3],
  [0x10ffff, most],
];

const widest = (set: CodePoints): number =>
  Math.max(
    0,
    ...widths
      .filter(([upTo], index) => set.some(([least, most]) => least <= upTo && most > (widths[index - 1]?.[0] ?? -1)))
      .map(([, bytes]) => bytes),
  );

const longest = (node: Expression): number => {
  if (node.kind === 'set') return widest(node.set);
  if (node.kind === 'sequence') return node.parts.reduce((sum, part) => sum + longest(part), 0);
  if (node.kind === 'either') return Math.max(...node.parts.map(longest));
  if (node.kind !== 'repeat') return 0;
  const each = longest(node.part);
  return each === 0 ? 0 : each * node.most;
};

/** A pattern bounds a text that it holds at both ends. */
const isHeld = (node: Expression): boolean =>
  node.kind === 'either'
    ? node.parts.every(isHeld)
    : node.kind === 'sequence' && node.parts[0]?.kind === 'start' && node.parts.at(-1)?.kind === 'end';

const byPattern = (pattern: unknown): number => {
  const tree = typeof pattern === 'string' ? parseExpression(pattern) : undefined;
  return tree !== undefined && isHeld(tree) ? longest(tree) : Number.POSITIVE_INFINITY;
};

/** Formats whose texts are short by what they are (RFC 3339, RFC 4122, RFC 2673, RFC 4291, RFC 1035). */
const formats: Readonly<Record<string, number>> = {
  ...{ 'date-time': 64, 'iso-date-time': 64, date: 10, time: 48, 'iso-time': 48, duration: 64 },
  ...{ uuid: 45, ipv4: 15, ipv6: 45, hostname: 253 },
};

const byLength = (length: unknown): number => (typeof length === 'number' ? length * most : Number.POSITIVE_INFINITY);

/** The most bytes that a text can have in JSON, its quotes among them. */
export const textBytes = (schema: Readonly<Record<string, unknown>>): number =>
  2 +
  Math.min(
    byLength(schema.maxLength),
    byPattern(schema.pattern),
    typeof schema.format === 'string' ? (formats[schema.format] ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY,
  );
