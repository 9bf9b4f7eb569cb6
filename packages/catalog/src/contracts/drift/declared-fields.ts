import { type Constraint, isFalse, part, partsOf } from '../../compiler/compatibility/constraint.ts';
import { namesOf, patternsOf } from '../../compiler/compatibility/fields.ts';
import { pointerTo } from '../../compiler/pointer.ts';
import { fieldIn, isOpaque, itemIn, type Placed, spread } from './placed.ts';

/** `true` lets further fields be, and declares none. */
const declaresNone = (node: Constraint): boolean => isFalse(node) || Object.keys(node.schema).length === 0;

/** The fields that a schema declares, by their pointers; `*` stands for any item and for any key of a map. */
export const declaredFields = (root: Constraint): ReadonlySet<string> => {
  const fields = new Set<string>();
  const into = (node: Constraint | undefined, place: string): void => {
    if (node !== undefined) for (const each of spread({ node, place })) within(each);
  };
  const map = (node: Constraint | undefined, place: string): void => {
    if (node === undefined || declaresNone(node)) return;
    fields.add(place);
    into(node, place);
  };
  const within = ({ node, place }: Placed): void => {
    for (const name of namesOf(node)) {
      fields.add(pointerTo(place, name));
      into(part(node, 'properties', name), pointerTo(place, name));
    }
    for (const pattern of patternsOf(node)) map(part(node, 'patternProperties', pattern), `${place}/*`);
    map(part(node, 'additionalProperties'), `${place}/*`);
    for (const [index, item] of partsOf(node, 'items').entries()) into(item, pointerTo(place, index));
    for (const keyword of ['items', 'additionalItems']) into(part(node, keyword), `${place}/*`);
  };
  into(root, '');
  return fields;
};

/** The fields of a detail by their pointers: those of the schema as it has them, and those that it does not know. */
export interface FieldsIn {
  readonly declared: ReadonlySet<string>;
  readonly undeclared: ReadonlySet<string>;
}

/** What is set in a detail, not looking into what is opaque. */
export const fieldsIn = (root: Constraint, detail: unknown): FieldsIn => {
  const [declared, undeclared] = [new Set<string>(), new Set<string>()];
  const into = (value: unknown, found: readonly Placed[], otherwise: string): void => {
    const said = found.flatMap(spread);
    if (typeof value !== 'object' || value === null || said.some(isOpaque)) return;
    const place = found[0]?.place ?? otherwise;
    if (Array.isArray(value)) items(value, said, place);
    else fields(value, said, place);
  };
  const items = (list: readonly unknown[], said: readonly Placed[], place: string): void => {
    for (const [index, item] of list.entries()) {
      const found = said.flatMap((each) => itemIn(each, index));
      into(item, found, `${place}/*`);
    }
  };
  const fields = (value: object, said: readonly Placed[], place: string): void => {
    for (const [name, field] of Object.entries(value)) {
      const found = said.flatMap((each) => fieldIn(each, name));
      for (const each of found) declared.add(each.place);
      if (found.length === 0) undeclared.add(pointerTo(place, name));
      into(field, found, pointerTo(place, name));
    }
  };
  into(detail, [{ node: root, place: '' }], '');
  return { declared, undeclared };
};
