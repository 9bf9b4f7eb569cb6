/** A scalar of an event, as event-ruler sees it: strings in quotation marks, all else as written. */
export interface Leaf {
  readonly text: string;
  /** A JSON number that can be compared; see comparableNumber. */
  readonly number?: number;
}

/** One way a field's value may match. */
export interface ValuePattern {
  /** The same for patterns that match the same. */
  readonly id: string;
  /** A field with a numeric pattern compares all its numbers as numbers and none as text. */
  readonly numeric: boolean;
  matches(leaf: Leaf, fieldIsNumeric: boolean): boolean;
}

/** {"exists": false} is no pattern of a value but of its absence. */
export type Alternative = ValuePattern | 'absent';

/** What a field may be, any of it. */
export type FieldPattern = readonly Alternative[];

export const onText = (id: string, matches: (text: string) => boolean): ValuePattern => ({
  id,
  numeric: false,
  matches: (leaf) => matches(leaf.text),
});
