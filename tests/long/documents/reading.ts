import type { Reader } from './reader.ts';
import type { Shell } from './shell.ts';

/** What a reader of one document has before him: faults are collected, as a later command may work all the same. */
export interface Reading {
  readonly document: string;
  readonly reader: Reader;
  readonly shell: Shell;
  /** What each command has printed, for the outputs that the document shows. */
  readonly printed: Map<string, string>;
  readonly faults: string[];
  readonly skipped: string[];
}
