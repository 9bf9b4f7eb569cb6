import { PatternFault } from './pattern-fault.ts';
import { ANY, wildcardMatch } from './wildcard.ts';

/** Java's UTF-8 has a question mark for half a surrogate pair. */
export const asUtf8 = (text: string): string => (text.isWellFormed() ? text : text.replace(/\p{Surrogate}/gu, '?'));

const STAR = 0x2a;
const BACKSLASH = 0x5c;
/** A single character of a wildcard, or its star. */
export type WildcardUnit = string | typeof ANY;

const wildcardParts = (quoted: string): readonly WildcardUnit[] => {
  const bytes = Buffer.from(quoted, 'utf8');
  const parts: WildcardUnit[] = [];
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
    fits: wildcardMatch(parts),
  };
};
