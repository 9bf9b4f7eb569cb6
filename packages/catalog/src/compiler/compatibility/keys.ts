import { objectAt } from '../json.ts';
import { accepts } from './accepts.ts';
import { type Constraint, part } from './constraint.ts';
import { patternsOf } from './fields.ts';

/** Which keys of an object a difference is about: what is said of further fields says nothing of those with a name. */
export interface Keys {
  /** The object that has them, as a place in the event. */
  readonly at: string;
  readonly concern: (key: string) => boolean;
}

const matches = (pattern: string, key: string): boolean => new RegExp(pattern, 'u').test(key);

const isFurther = (node: Constraint, key: string): boolean =>
  !Object.hasOwn(objectAt(node.schema, 'properties'), key) &&
  !patternsOf(node).some((pattern) => matches(pattern, key));

const allows = (node: Constraint, key: string): boolean => {
  const names = part(node, 'propertyNames');
  return names === undefined || accepts(names, key);
};

/** The keys that match a pattern. */
export const keysLike = (pattern: string, at: string): Keys => ({ at, concern: (key) => matches(pattern, key) });

/** The keys that a keyword's change is about, in two versions of an object; undefined where it is about no keys. */
export function keysOf(old: Constraint, now: Constraint, keyword: string, at: string): Keys | undefined {
  if (keyword === 'additionalProperties') return { at, concern: (key) => isFurther(old, key) || isFurther(now, key) };
  if (keyword === 'propertyNames') return { at, concern: (key) => allows(old, key) !== allows(now, key) };
  return undefined;
}
