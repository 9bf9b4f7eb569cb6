import { posix } from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import { type Diagnostic, fault } from '../diagnostic.ts';
import { show } from '../json.ts';
import { pointerTo, valueAt } from '../pointer.ts';
import { catalogAjv, closure, leanSchema, schemaKey } from '../schema/catalog-ajv.ts';
import { children, descendants, rootOf, type SchemaNode } from '../schema/schema-node.ts';
import { knownKeywords } from '../schema/vocabulary.ts';
import type { LoadedCatalog, SchemaFile } from '../stages.ts';

const draft = 'http://json-schema.org/draft-07/schema#';
let metaValidator: Ajv | undefined;

/** Each schema against draft-07's own schema, then in Ajv's strict mode with the catalog's vocabulary. */
export function checkSchemas(loaded: LoadedCatalog): readonly Diagnostic[] {
  const files = [...loaded.schemas.values()];
  const unsound = files.flatMap((file) => [...checkDialect(file), ...checkDraft07(file), ...checkKeywords(file)]);
  const faulty = new Set(unsound.map(({ at }) => at.file));
  // A schema that refers to a faulty one would only repeat its fault, so those that others refer to come first.
  const inOrder = files
    .map((file) => ({ file, needs: closure(loaded.schemas, file.file) }))
    .toSorted((one, other) => one.needs.size - other.needs.size);
  const strict = inOrder.flatMap(({ file, needs }) => {
    if ([...needs].some((path) => faulty.has(path) || !loaded.schemas.has(path))) return [];
    const faults = checkStrict(loaded, file, needs);
    if (faults.length > 0) faulty.add(file.file);
    return faults;
  });
  return [...unsound, ...strict];
}

function checkDialect({ file, schema }: SchemaFile): readonly Diagnostic[] {
  if (schema.$schema === draft) return [];
  const text = { expected: draft, received: show(schema.$schema), mend: `Write "$schema": "${draft}" first.` };
  return [fault('schema-draft-07', file, '/$schema', text)];
}

function checkDraft07({ file, schema }: SchemaFile): readonly Diagnostic[] {
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
      mend: 'See JSON Schema Validation draft-07 for the keyword.',
    }),
  );
}

function checkKeywords(file: SchemaFile): readonly Diagnostic[] {
  return descendants(rootOf(file)).flatMap((node) =>
    Object.keys(node.schema)
      .filter((keyword) => !knownKeywords.has(keyword))
      .map((keyword) =>
        fault('schema-strict', file.file, pointerTo(node.pointer, keyword), {
          message: `The keyword ${keyword} is not known`,
          expected: "a draft-07 keyword other than $id, or one of the catalog's x- keywords",
          received: keyword,
          mend: 'Correct the spelling, or drop the keyword.',
        }),
      ),
  );
}

function checkStrict(loaded: LoadedCatalog, file: SchemaFile, needs: ReadonlySet<string>): readonly Diagnostic[] {
  const refusal = strictRefusal(loaded, needs, rootOf(file));
  if (refusal === undefined) return [];
  const place = innermost(rootOf(file), (node) => strictRefusal(loaded, needs, node) !== undefined);
  const mend = 'Make the schema say one thing plainly (ajv.js.org/strict-mode.html names each case).';
  const text = { expected: 'a schema that compiles in strict mode', received: refusal, mend };
  return [fault('schema-strict', file.file, place.pointer, text)];
}

/** Why Ajv refuses to compile a schema by itself; references that lead nowhere are told elsewhere. */
function strictRefusal(loaded: LoadedCatalog, needs: ReadonlySet<string>, node: SchemaNode): string | undefined {
  const ajv = catalogAjv(loaded.schemas, needs);
  try {
    if (node.pointer === '') ajv.getSchema(schemaKey(node.file));
    else ajv.compile({ ...leanSchema(loaded.schemas, node), $id: schemaKey(posix.join(node.file, '../part')) });
    return undefined;
  } catch (error) {
    if (error instanceof Ajv.MissingRefError) return undefined;
    return error instanceof Error ? error.message : String(error);
  }
}

/** Ajv does not always say where: the schema furthest in that is refused by itself. */
function innermost(node: SchemaNode, refused: (node: SchemaNode) => boolean): SchemaNode {
  const within = children(node).find(refused);
  return within === undefined ? node : innermost(within, refused);
}
