import { posix } from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import { type Diagnostic, fault } from '../diagnostic.ts';
import { objectAt, show } from '../json.ts';
import { pointerTo, valueAt } from '../pointer.ts';
import { catalogAjv, leanSchema, schemaKey } from '../schema/catalog-ajv.ts';
import { compiledSchema, refusalIn } from '../schema/compiled-schema.ts';
import { children, rootOf, type SchemaNode, type Schemas, schemasIn } from '../schema/schema-node.ts';
import { surelyDraft07 } from '../schema/surely-draft-07.ts';
import { closure, perView, type SchemaView } from '../schema/view.ts';
import { knownKeywords } from '../schema/vocabulary.ts';
import type { SchemaFile } from '../stages.ts';
import { checkRequired } from './check-required.ts';
import type { SchemaCheck } from './each-schema.ts';

const draft = 'http://json-schema.org/draft-07/schema#';
let metaValidator: Ajv | undefined;

/** Each schema against draft-07's own schema, then in Ajv's strict mode with the catalog's vocabulary. */
export const checkSchemas: SchemaCheck = (view) => [...unsound(view), ...strict(view)];

const unsound = ({ file }: SchemaView): readonly Diagnostic[] => [
  ...checkDialect(file),
  ...checkDraft07(file),
  ...checkKeywords(file),
  ...checkDeprecated(file),
  ...checkNames(file),
];

const faultsOf = perView((view): readonly Diagnostic[] => [...unsound(view), ...strict(view)]);

/** A schema that refers to a faulty one would only repeat its fault. */
function strict(view: SchemaView): readonly Diagnostic[] {
  const { file, schemas } = view;
  const needs = [...closure(schemas, file.file)].map((path) => schemas.get(path));
  const blocked = needs.some(
    (need) => need === undefined || (need === file ? unsound(view) : before(view, need)).length > 0,
  );
  return blocked ? [] : checkStrict(view);
}

/** The faults of a file that is referred to. In a circle, which is a fault itself, those come first that are first by name. */
function before({ file, schemas }: SchemaView, need: SchemaFile): readonly Diagnostic[] {
  const inCircle = closure(schemas, need.file).has(file.file);
  return inCircle && need.file > file.file ? [] : faultsOf(schemas, need);
}

function checkDialect({ file, schema }: SchemaFile): readonly Diagnostic[] {
  if (schema.$schema === draft || `${schema.$schema}#` === draft) return [];
  const text = { expected: draft, received: show(schema.$schema), fix: `Write "$schema": "${draft}" first.` };
  return [fault('schema-draft-07', file, '/$schema', text)];
}

function checkDraft07({ file, schema }: SchemaFile): readonly Diagnostic[] {
  if (surelyDraft07(schema)) return [];
  metaValidator ??= new Ajv({ strict: false, allErrors: true });
  const validate = metaValidator.getSchema(draft);
  if (validate === undefined || validate(schema)) return [];
  const errors: readonly ErrorObject[] = validate.errors ?? [];
  // An error in one branch of the meta schema comes with others that only say that no branch fits: the deepest is the cause.
  const causes = errors.filter(({ keyword }) => keyword !== 'anyOf');
  const byPlace = new Map(causes.map((error) => [error.instancePath, error]));
  return [...byPlace.values()].map((error) =>
    fault('schema-draft-07', file, error.instancePath, {
      expected: `what draft-07 allows here: ${error.message ?? error.keyword}`,
      received: show(valueAt(schema, error.instancePath)),
      fix: 'See JSON Schema Validation draft-07 for the keyword.',
    }),
  );
}

/** What says the same in draft-07: to drop one of these keywords would change what is valid. */
const DRAFT_07_FORMS: Readonly<Record<string, string>> = {
  $defs: 'Rename it to definitions, and the references to it.',
  nullable: 'List the types: "type": ["string", "null"].',
  dependentRequired: 'Rename it to dependencies.',
  dependentSchemas: 'Rename it to dependencies.',
  prefixItems: 'Write the list as items, and what follows it as additionalItems.',
  unevaluatedProperties: 'Write additionalProperties: false where all fields are listed.',
  unevaluatedItems: 'Write additionalItems: false beside the list in items.',
  discriminator: 'Require a field that is another const in each branch of oneOf; the compiler finds it.',
  example: 'Rename it to examples, which is a list.',
  $anchor: 'Refer to the place by its pointer: #/definitions/Name.',
  $id: 'Take it out: a schema is known by its file.',
};

function checkKeywords(file: SchemaFile): readonly Diagnostic[] {
  return schemasIn(file).flatMap((node) =>
    Object.keys(node.schema)
      .filter((keyword) => !knownKeywords.has(keyword))
      .map((keyword) =>
        fault('schema-strict', file.file, pointerTo(node.pointer, keyword), {
          message: `The keyword ${keyword} is not known`,
          expected: "a draft-07 keyword other than $id, or one of the catalog's x- keywords",
          received: keyword,
          fix: DRAFT_07_FORMS[keyword] ?? 'Correct the spelling, or drop the keyword.',
        }),
      ),
  );
}

/** Draft-07's own schema does not know the keyword, and so takes any value. */
function checkDeprecated(file: SchemaFile): readonly Diagnostic[] {
  return schemasIn(file).flatMap((node) =>
    ['undefined', 'boolean'].includes(typeof node.schema.deprecated)
      ? []
      : fault('schema-strict', file.file, pointerTo(node.pointer, 'deprecated'), {
          expected: 'true or false',
          received: show(node.schema.deprecated),
          fix: 'Write "deprecated": true, and what to use instead in the description.',
        }),
  );
}

/** Ajv asks `data.constructor !== undefined`: of each object that is so, whether it has the field or not. */
function checkNames(file: SchemaFile): readonly Diagnostic[] {
  return schemasIn(file).flatMap((node) =>
    Object.keys(objectAt(node.schema, 'properties'))
      .filter((name) => name in Object.prototype)
      .map((name) =>
        fault('schema-strict', file.file, pointerTo(node.pointer, 'properties', name), {
          message: `A field cannot be called ${name}`,
          expected: 'a name that not every object of JavaScript has',
          received: name,
          fix: 'Give the field another name.',
        }),
      ),
  );
}

function checkStrict(view: SchemaView): readonly Diagnostic[] {
  const { schemas, file } = view;
  const { refusal } = compiledSchema(schemas, file);
  if (refusal === undefined) return checkRequired(view);
  const place = innermost(rootOf(file), (node) => node.pointer !== '' && refusalOf(schemas, node) !== undefined);
  const fix = 'Make the schema say one thing plainly (ajv.js.org/strict-mode.html names each case).';
  const text = { expected: 'a schema that compiles in strict mode', received: refusal, fix };
  return [fault('schema-strict', file.file, place.pointer, text)];
}

/** Why Ajv refuses to compile a part of a schema by itself; references that lead nowhere are reported elsewhere. */
function refusalOf(schemas: Schemas, node: SchemaNode): string | undefined {
  const ajv = catalogAjv(schemas, closure(schemas, node.file));
  return refusalIn(() =>
    ajv.compile({ ...leanSchema(schemas, node), $id: schemaKey(posix.join(node.file, '../part')) }),
  );
}

/** Ajv does not always say where: the schema furthest in that is refused by itself. */
function innermost(node: SchemaNode, refused: (node: SchemaNode) => boolean): SchemaNode {
  const within = children(node).find(refused);
  return within === undefined ? node : innermost(within, refused);
}
