import { type Diagnostic, fault } from '../diagnostic.ts';
import { objectAt, stringAt } from '../json.ts';
import { child, children, dereference, rootOf, type SchemaNode, type Schemas } from '../schema/schema-node.ts';
import type { SchemaCheck } from './each-schema.ts';

const suggestsAPerson =
  /^(full_?|first_?|last_?|given_?|family_?|maiden_?)name$|^(birth_?date|date_?of_?birth|address|street|phone|email|ssn|zip|postal_?code)$/i;

/** Schemas and fields are described, and fields that sound like a person's say whether they are PHI. */
export const checkDescriptions: SchemaCheck = ({ schemas, file }) => [
  ...(['title', 'description'] as const)
    .filter((key) => !stringAt(file.schema, key))
    .map((key) => undescribed(file.file, `/${key}`, key)),
  ...declarations(rootOf(file)).flatMap((node) => checkFields(schemas, node)),
];

/** The schemas that say what a value is; those under if, then, else and not only ask about it. */
function declarations(node: SchemaNode): readonly SchemaNode[] {
  const declared = children(node).filter(
    ({ pointer }) => !/^\/(if|then|else|not)$/.test(pointer.slice(node.pointer.length)),
  );
  return [node, ...declared.flatMap(declarations)];
}

function checkFields(schemas: Schemas, node: SchemaNode): readonly Diagnostic[] {
  return Object.keys(objectAt(node.schema, 'properties')).flatMap((name) => {
    const field = child(node, 'properties', name);
    if (field === undefined) return [];
    const target = dereference(schemas, field);
    const described = stringAt(field.schema, 'description') ?? stringAt(target.schema, 'description');
    return [
      ...(described ? [] : [undescribed(field.file, `${field.pointer}/description`, `description of ${name}`)]),
      ...checkPhi(name, field, target),
    ];
  });
}

/** `x-phi` on a whole object covers its fields; only scalars are asked. */
function checkPhi(name: string, field: SchemaNode, target: SchemaNode): readonly Diagnostic[] {
  const said = field.schema['x-phi'] ?? target.schema['x-phi'];
  if (said !== undefined || target.schema.type !== 'string' || !suggestsAPerson.test(name)) return [];
  return [
    fault('phi-marked', field.file, field.pointer, {
      expected: '"x-phi": true or "x-phi": false',
      received: 'nothing',
      fix: `Say whether ${name} identifies a person.`,
    }),
  ];
}

function undescribed(file: string, pointer: string, what: string): Diagnostic {
  return fault('schema-described', file, pointer, {
    expected: `a ${what}`,
    received: 'none',
    fix: 'Say in one sentence what it is.',
  });
}
