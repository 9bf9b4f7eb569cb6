import type { WildcardUnit } from './text-shapes.ts';

/** A scalar of an event, as event-ruler sees it: strings in quotation marks, all else as written. */
export interface Leaf {
  /** As Java's UTF-8 has it, see asUtf8. */
  readonly text: string;
  /** A string before that. */
  readonly raw?: string;
  /** A JSON number that can be compared; see comparableNumber. */
  readonly number?: number;
}

/** One way a field's value may match. */
export interface ValuePattern {
  /** The same for patterns that match the same. */
  readonly id: string;
  /** A field with a numeric pattern compares all its numbers as numbers and none as text. */
  readonly numeric: boolean;
  /** Without values: it matches nothing and has no state of its own. */
  readonly inert?: true;
  /** Added once more it is not found again, but leads to a state of its own. */
  readonly unfindable?: true;
  /** The wildcards that it adds to its field. */
  readonly wildcards?: readonly (readonly WildcardUnit[])[];
  /** Reads values from their end. */
  readonly suffix?: true;
  /** What it means in a field that has wildcards, or a suffix, already; see anyCase and endingIn. */
  beside?(wildcards: readonly (readonly WildcardUnit[])[], hasSuffix: boolean): ValuePattern;
  matches(leaf: Leaf, fieldIsNumeric: boolean): boolean;
}

/** {"exists": false} is no pattern of a value but of its absence. */
export type Alternative = ValuePattern | 'absent';

/** What a field may be, any of it. */
export type FieldPattern = readonly Alternative[];

export const exactly = (text: string): ValuePattern => ({
  id: `exactly ${text}`,
  numeric: false,
  matches: (leaf) => (leaf.raw ?? leaf.text) === text,
});

export const onText = (id: string, matches: (text: string) => boolean): ValuePattern => ({
  id,
  numeric: false,
  matches: (leaf) => matches(leaf.text),
});
