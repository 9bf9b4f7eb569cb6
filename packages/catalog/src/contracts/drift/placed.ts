import {
  type Conjunction,
  type Constraint,
  isFalse,
  part,
  partsOf,
  resolved,
  saying,
} from '../../compiler/compatibility/constraint.ts';
import { fieldParts, itemOf, tupleLength } from '../../compiler/compatibility/fields.ts';
import { objectAt } from '../../compiler/json.ts';
import { pointerTo } from '../../compiler/pointer.ts';

/** A schema and the place in an event that it speaks of; `*` stands for any item and for any key of a map. */
export interface Placed {
  readonly node: Constraint;
  readonly place: string;
}

const LISTS = ['oneOf', 'anyOf', 'allOf'];
const CONDITIONAL = ['then', 'else'];
const CONTENTS = [
  ...['properties', 'patternProperties', 'additionalProperties', 'items', 'dependencies'],
  ...LISTS,
  ...CONDITIONAL,
];

/** A schema and all that may hold beside it for the same value. */
export const spread = ({ node, place }: Placed): readonly Placed[] => {
  const target = marked(resolved(node), node);
  const beside: Conjunction = [
    ...LISTS.flatMap((keyword) => partsOf(target, keyword)),
    ...CONDITIONAL.map((keyword) => part(target, keyword)),
    ...Object.keys(objectAt(target.schema, 'dependencies')).map((name) => part(target, 'dependencies', name)),
  ].filter((found) => found !== undefined);
  return [{ node: target, place }, ...beside.flatMap((each) => spread({ node: each, place }))];
};

/** What is said beside a reference to be personal is so, whatever the reference leads to. */
const marked = (target: Constraint, { schema }: Constraint): Constraint =>
  schema['x-phi'] === true ? saying(target, { ...target.schema, 'x-phi': true }) : target;

/** Whether the catalog leaves the inside to another standard: a person as a whole, or anything. */
export const isOpaque = ({ node: { schema } }: Placed): boolean => schema['x-phi'] === true || saysNothing(schema);

const saysNothing = (schema: Constraint['schema']): boolean =>
  CONTENTS.every((keyword) => schema[keyword] === undefined) &&
  (schema.type === undefined || schema.type === 'object' || schema.type === 'array');

/** What a schema says of a field by its name, else by a pattern, else as a further one. */
export const fieldIn = ({ node, place }: Placed, name: string): readonly Placed[] => {
  const token = Object.hasOwn(objectAt(node.schema, 'properties'), name) ? name : '*';
  const found = fieldParts(node, name).filter((each) => !isFalse(each));
  return found.map((each) => ({ node: each, place: pointerTo(place, token) }));
};

/** What a schema says of an item: by its index in a tuple. */
export const itemIn = ({ node, place }: Placed, index: number): readonly Placed[] => {
  const token = index < tupleLength([node]) ? index : '*';
  return itemOf([node], index).map((each) => ({ node: each, place: pointerTo(place, token) }));
};
