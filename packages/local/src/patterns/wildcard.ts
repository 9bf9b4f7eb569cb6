/** Any run of characters. */
export const ANY: unique symbol = Symbol('*');
/** Any one character. */
export const ONE: unique symbol = Symbol('?');

export type WildcardPart = string | typeof ANY | typeof ONE;
export type Match = (text: string) => boolean;

/** What stands between two stars: it is found at its first place, and no later one could serve better. */
interface Segment {
  readonly length: number;
  fitsAt(text: string, at: number): boolean;
  /** The first place from `from` on, or -1. */
  find(text: string, from: number): number;
}

const literal = (characters: string): Segment => ({
  length: characters.length,
  fitsAt: (text, at) => text.startsWith(characters, at),
  find: (text, from) => text.indexOf(characters, from),
});

const withHoles = (parts: readonly WildcardPart[]): Segment => {
  const units = parts.flatMap((part): readonly (string | typeof ONE)[] =>
    typeof part === 'string' ? part.split('') : [ONE],
  );
  const fitsAt = (text: string, at: number): boolean =>
    at + units.length <= text.length && units.every((unit, index) => unit === ONE || unit === text[at + index]);
  return {
    length: units.length,
    fitsAt,
    find(text, from) {
      for (let at = from; at + units.length <= text.length; at += 1) if (fitsAt(text, at)) return at;
      return -1;
    },
  };
};

const segmentOf = (parts: readonly WildcardPart[]): Segment =>
  parts.includes(ONE) ? withHoles(parts) : literal(parts.join(''));

const segmentsOf = (parts: readonly WildcardPart[]): readonly Segment[] => {
  const between: WildcardPart[][] = [[]];
  for (const part of parts) {
    if (part === ANY) between.push([]);
    else between.at(-1)?.push(part);
  }
  return between.map(segmentOf);
};

/**
 * Whether a whole text fits. The one matcher of the local cloud: event patterns, policies and choice rules differ in how
 * they write a wildcard, not in what it means. It never goes back, so the work is at most text times pattern.
 */
export const wildcardMatch = (parts: readonly WildcardPart[]): Match => {
  const segments = segmentsOf(parts);
  const [first, last] = [segments[0] ?? literal(''), segments.at(-1) ?? literal('')];
  const middle = segments.slice(1, -1);
  if (segments.length === 1) return (text) => text.length === first.length && first.fitsAt(text, 0);
  return (text) => {
    if (!first.fitsAt(text, 0)) return false;
    let at = first.length;
    for (const segment of middle) {
      const place = segment.find(text, at);
      if (place < 0) return false;
      at = place + segment.length;
    }
    const end = text.length - last.length;
    return end >= at && last.fitsAt(text, end);
  };
};

/** `*` for any run of characters and `?` for any one, nothing escaped: as IAM has it (User Guide, "Resource"). */
export const glob = (pattern: string): Match =>
  wildcardMatch(
    [...pattern.matchAll(/\*|\?|[^*?]+/g)].map(([part]) => (part === '*' ? ANY : part === '?' ? ONE : part)),
  );
