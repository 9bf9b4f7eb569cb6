import { isObject, objectAt } from '../json.ts';
import { accepts } from './accepts.ts';
import { type Conjunction, type Constraint, isFalse, part, partsOf, resolved } from './constraint.ts';

/** The schemas that hold for a field by its name, in one schema that is flattened. */
export function fieldParts(node: Constraint, name: string): Conjunction {
  const own = part(node, 'properties', name);
  const byPattern = patternsOf(node)
    .filter((pattern) => new RegExp(pattern, 'u').test(name))
    .map((pattern) => part(node, 'patternProperties', pattern));
  const said = [own, ...byPattern].filter((found) => found !== undefined);
  if (said.length > 0) return said;
  const rest = part(node, 'additionalProperties');
  return rest === undefined ? [] : [rest];
}

export const fieldOf = (nodes: Conjunction, name: string): Conjunction =>
  nodes.flatMap((node) => fieldParts(node, name));

export const patternsOf = (node: Constraint): readonly string[] =>
  Object.keys(objectAt(node.schema, 'patternProperties'));

export const namesOf = (node: Constraint): readonly string[] => Object.keys(objectAt(node.schema, 'properties'));

/** The names that an object can have, where the schemas allow no others. */
export function closedNames(nodes: Conjunction): readonly string[] | undefined {
  const closed = nodes.find((node) => {
    const rest = part(node, 'additionalProperties');
    return rest !== undefined && isFalse(rest) && patternsOf(node).length === 0;
  });
  const listed = nodes.map((node) => objectAt(node.schema, 'propertyNames').enum).find(Array.isArray);
  const names = closed === undefined ? listed?.filter((name) => typeof name === 'string') : namesOf(closed);
  return names?.filter((name) => canHave(nodes, name));
}

/** Whether a field of this name is not excluded outright. */
export function canHave(nodes: Conjunction, name: string): boolean {
  const named = nodes.map((node) => part(node, 'propertyNames')).filter((found) => found !== undefined);
  return named.every((node) => accepts(node, name)) && !fieldOf(nodes, name).some(isFalse);
}

/** What holds for fields that no schema names, as many kinds of them as patterns tell apart. */
export interface OtherFields {
  readonly pattern: string | undefined;
  readonly holds: Conjunction;
}

export function otherFields(nodes: Conjunction): readonly OtherFields[] {
  const patterns = [...new Set(nodes.flatMap(patternsOf))];
  const holdsFor = (pattern: string | undefined): Conjunction =>
    nodes
      .map((node) => {
        const own = pattern === undefined ? undefined : part(node, 'patternProperties', pattern);
        const others = patternsOf(node).filter((other) => other !== pattern);
        // A field that matches one pattern may match another of the same schema; then its additionalProperties say nothing.
        return own ?? (pattern !== undefined && others.length > 0 ? undefined : part(node, 'additionalProperties'));
      })
      .filter((found) => found !== undefined);
  return [undefined, ...patterns].map((pattern) => ({ pattern, holds: holdsFor(pattern) }));
}

const inPlace: readonly string[] = ['anyOf', 'oneOf', 'allOf'];
const conditional: readonly string[] = ['if', 'then', 'else', 'not'];

/** Whether a field is spoken of anywhere for this very object, in a branch or a condition too. */
export function speaksOf(node: Constraint, name: string): boolean {
  const target = resolved(node);
  const dependencies = Object.keys(objectAt(target.schema, 'dependencies'));
  return (
    fieldParts(target, name).length > 0 ||
    dependencies.includes(name) ||
    [
      ...inPlace.flatMap((keyword) => partsOf(target, keyword)),
      ...conditional.map((keyword) => part(target, keyword)),
      ...dependencies.map((key) => part(target, 'dependencies', key)),
    ].some((found) => found !== undefined && speaksOf(found, name))
  );
}

/** The schemas for the item at an index, in schemas that are flattened. */
export function itemOf(nodes: Conjunction, index: number): Conjunction {
  return nodes
    .map((node) => {
      const { items } = node.schema;
      if (!Array.isArray(items)) return part(node, 'items');
      return index < items.length ? part(node, 'items', index) : part(node, 'additionalItems');
    })
    .filter((found) => found !== undefined);
}

/** How many items are described one by one. */
export const tupleLength = (nodes: Conjunction): number =>
  Math.max(0, ...nodes.map(({ schema }) => (Array.isArray(schema.items) ? schema.items.length : 0)));

export const saysOfFields = ({ schema }: Constraint): boolean =>
  isObject(schema.properties) || isObject(schema.patternProperties) || schema.additionalProperties !== undefined;
