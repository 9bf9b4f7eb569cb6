import { PatternFault } from './pattern-fault.ts';

/** Java's UTF-8 has a question mark for half a surrogate pair. */
export const asUtf8 = (text: string): string => (text.isWellFormed() ? text : text.replace(/\p{Surrogate}/gu, '?'));

const STAR = 0x2a;
const BACKSLASH = 0x5c;
export const ANY: unique symbol = Symbol('*');
type WildcardPart = string | typeof ANY;
/** A single character of a wildcard, or its star. */
export type WildcardUnit = WildcardPart;

const wildcardParts = (quoted: string): readonly WildcardPart[] => {
  const bytes = Buffer.from(quoted, 'utf8');
  const parts: WildcardPart[] = [];
  let literal: number[] = [];
  const close = (): void => {
    if (literal.length > 0) parts.push(Buffer.from(literal).toString('utf8'));
    literal = [];
  };
  for (let index = 0; index < bytes.length; index += 1) {
    const [byte, next] = [bytes[index] as number, bytes[index + 1]];
    if (byte === STAR) {
      if (next === STAR) throw new PatternFault(`Consecutive wildcard characters at pos ${index}`);
      close();
      parts.push(ANY);
    } else if (byte === BACKSLASH) {
      if (next !== STAR && next !== BACKSLASH) throw new PatternFault(`Invalid escape character at pos ${index}`);
      literal.push(next);
      index += 1;
    } else literal.push(byte);
  }
  close();
  return parts;
};

const placeOf = (text: string, part: string, at: number, where: { floats: boolean; last: boolean }): number => {
  if (!where.floats) return text.startsWith(part, at) ? at : -1;
  if (!where.last) return text.indexOf(part, at);
  const end = text.length - part.length;
  return end >= at && text.endsWith(part) ? end : -1;
};

/** Each literal at its first place behind the one before, the last at the end: linear for each literal. */
const fits = (text: string, parts: readonly WildcardPart[]): boolean => {
  let at = 0;
  for (const [index, part] of parts.entries()) {
    if (part === ANY) continue;
    const place = placeOf(text, part, at, { floats: parts[index - 1] === ANY, last: index === parts.length - 1 });
    if (place < 0) return false;
    at = place + part.length;
  }
  return parts.at(-1) === ANY || at === text.length;
};

/**
 * `text` with `*` for any run of characters, `\*` and `\\` for themselves. Positions in errors count UTF-8 bytes with
 * the opening quotation mark, as AWS's do.
 */
export interface Wildcard {
  readonly units: readonly WildcardUnit[];
  /** Whether the whole of a quoted text fits. */
  fits(quoted: string): boolean;
}

/** @throws PatternFault */
export const wildcard = (text: string): Wildcard => {
  const parts = wildcardParts(`"${asUtf8(text)}"`);
  return {
    units: parts.flatMap((part): readonly WildcardUnit[] => (part === ANY ? [part] : part.split(''))),
    fits: (quoted) => fits(quoted, parts),
  };
};
