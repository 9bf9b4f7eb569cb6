import { pointerTo } from '../pointer.ts';
import { steps } from '../schema/phi-pointers.ts';
import { dereference, type SchemaNode, type Schemas } from '../schema/schema-node.ts';
import { changeRuleOf } from './change-rules.ts';
import type { Change } from './compare-schemas.ts';
import type { Constraint } from './constraint.ts';

interface Marked {
  readonly isPhi: boolean;
  readonly node: SchemaNode;
}

/** Every place of a value, and whether it holds what identifies a person: by its own mark, or within what has one. */
function marksOf(root: Constraint): ReadonlyMap<string, Marked> {
  const marks = new Map<string, Marked>();
  const walk = (schemas: Schemas, node: SchemaNode, place: string, within: boolean): void => {
    const target = dereference(schemas, node);
    const isPhi = within || node.schema['x-phi'] === true || target.schema['x-phi'] === true;
    // The node that says it is where a reader is led to: beside a reference, or at its target.
    const said = node.schema['x-phi'] === undefined ? target : node;
    if (marks.get(place)?.isPhi !== true && (isPhi || !marks.has(place))) marks.set(place, { isPhi, node: said });
    for (const { next, at } of steps(target)) walk(schemas, next, `${place}${at}`, isPhi);
  };
  walk(root.schemas, root, '', false);
  return marks;
}

/** What is said of a place: by its name, else by that of any item or key. */
function markAt(marks: ReadonlyMap<string, Marked>, place: string): Marked | undefined {
  const tokens = place.split('/');
  const isLike = (other: string): boolean => {
    const others = other.split('/');
    return others.length === tokens.length && others.every((token, index) => token === '*' || token === tokens[index]);
  };
  return marks.get(place) ?? [...marks].find(([other]) => isLike(other))?.[1];
}

/**
 * Fields that get the mark `x-phi` or lose it, a field that comes with one too. Nothing that is valid changes by it, so
 * the verdict is compatible; who reads the field or carries it must hear of it. What lies within such a field is not told
 * again, nor is a field that is gone.
 */
export function phiChanges(before: Constraint, after: Constraint): readonly Change[] {
  const [old, now] = [marksOf(before), marksOf(after)];
  const was = (place: string): boolean | undefined => markAt(old, place)?.isPhi;
  const changed = [...now].filter(([place, { isPhi }]) => isPhi !== (was(place) ?? false));
  const isWithin = (place: string, other: string): boolean => place.startsWith(`${other}/`);
  return changed
    .filter(([place, { isPhi }]) => !changed.some(([other, each]) => each.isPhi === isPhi && isWithin(place, other)))
    .map(([field, { isPhi, node }]) => {
      const pointer = 'x-phi' in node.schema ? pointerTo(node.pointer, 'x-phi') : node.pointer;
      const at = { file: node.file, pointer };
      const verdict = 'compatible';
      return { ...changeRuleOf('x-phi'), keyword: 'x-phi', field, at, before: was(field), after: isPhi, verdict };
    });
}
