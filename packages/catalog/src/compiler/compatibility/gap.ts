import { pointerTokens } from '../pointer.ts';
import type { Conjunction, Constraint } from './constraint.ts';
import type { Facts } from './facts.ts';

/** One step into an event: a field or an item. `shown` is `*` where any will do. */
export interface Step {
  readonly name: string;
  readonly shown: string;
}

export const field = (name: string): Step => ({ name, shown: name });
export const anyItem: Step = { name: '*', shown: '*' };

/** What could not be shown: that everything which `source` allows at a place, `target` allows by `keyword`. */
export interface Gap {
  readonly keyword: string;
  readonly at: readonly Step[];
  readonly source: Conjunction;
  readonly target: Constraint;
  /** What a counterexample may look like: what it is valid against, each for itself. */
  readonly hints: readonly Conjunction[];
  /** The counterexamples themselves, where they are known. */
  readonly values?: readonly unknown[];
  /** The field whose absence is the counterexample. */
  readonly absent?: string;
}

/** Shows that one set of values lies within another, or says where it could not. It never claims what does not hold. */
export interface Prover {
  /** The same without the belief that a field which the source leaves open without a word is never written. */
  readonly exact: Prover;
  /** Whether this one holds that belief. */
  readonly believing: boolean;
  gaps(source: Conjunction, target: Constraint, at: readonly Step[]): readonly Gap[];
  /** Whether nothing can be valid against all of them; false where it could not be shown. */
  impossible(nodes: Conjunction): boolean;
}

/** What a rule for one keyword of `target` is given; `source` is flattened. */
export interface Question {
  readonly prover: Prover;
  readonly source: Conjunction;
  readonly facts: Facts;
  readonly target: Constraint;
  readonly at: readonly Step[];
}

export type KeywordRule = (question: Question) => readonly Gap[];

export function gap(
  { source, target, at }: Question,
  keyword: string,
  hints: readonly Conjunction[] = [],
): readonly Gap[] {
  return [{ keyword, at, source, target, hints: hints.map((hint) => [...source, ...hint]) }];
}

/** The keyword that a subschema belongs to: the last token of its pointer that is no name and no index. */
export function keywordOf(node: Constraint): string {
  const tokens = pointerTokens(node.pointer);
  const last = tokens.at(-1) ?? 'type';
  const before = tokens.at(-2) ?? '';
  return ['properties', 'patternProperties', 'items', 'anyOf', 'oneOf', 'dependencies'].includes(before)
    ? before
    : last;
}
