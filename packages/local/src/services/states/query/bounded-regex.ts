import { RE2JS } from 're2js';

/** Counts what an evaluation does. @throws when it has done too much */
export interface Meter {
  spend(steps: number): void;
}

/** A match takes about as long for this many characters as the evaluation of a node does. */
const CHARACTERS_A_STEP = 8;

const compiledBy = new WeakMap<RegExp, RE2JS>();

const flagsOf = ({ ignoreCase, multiline }: RegExp): number =>
  (ignoreCase ? RE2JS.CASE_INSENSITIVE : 0) | (multiline ? RE2JS.MULTILINE : 0);

/** @throws SyntaxError for what cannot be matched in linear time: lookahead and back references */
export const linearRegex = (pattern: RegExp): RE2JS => {
  const known = compiledBy.get(pattern);
  if (known !== undefined) return known;
  try {
    const made = RE2JS.compile(RE2JS.translateRegExp(pattern.source), flagsOf(pattern));
    compiledBy.set(pattern, made);
    return made;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SyntaxError(`The regular expression ${pattern} is not executed here: ${reason}`);
  }
};

type Found = string[] & { index?: number };

/** What jsonata-js needs of a RegExp, matched in linear time (RE2): no pattern and text make it backtrack. */
export class BoundedRegex {
  readonly source: string;
  lastIndex = 0;
  readonly #regex: RE2JS;
  readonly #meter: Meter;

  constructor(pattern: RegExp, meter: Meter) {
    this.source = pattern.source;
    this.#regex = linearRegex(pattern);
    this.#meter = meter;
  }

  exec(text: string): Found | null {
    this.#meter.spend(1 + Math.floor((text.length - this.lastIndex) / CHARACTERS_A_STEP));
    const matcher = this.#regex.matcher(text);
    if (this.lastIndex > text.length || !matcher.find(this.lastIndex)) return null;
    const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, group) => matcher.group(group) ?? '');
    this.lastIndex = matcher.end();
    return Object.assign(groups, { index: matcher.start() });
  }
}
