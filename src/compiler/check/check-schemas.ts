import { Ajv, type ErrorObject } from 'ajv';
import { type Diagnostic, fault } from '../diagnostic.ts';
import { show } from '../json.ts';
import { pointerTo, valueAt } from '../pointer.ts';
import { catalogAjv, closure, schemaKey } from '../schema/catalog-ajv.ts';
import { descendants, rootOf } from '../schema/schema-node.ts';
import { knownKeywords } from '../schema/vocabulary.ts';
import type { LoadedCatalog, SchemaFile } from '../stages.ts';

const draft = 'http://json-schema.org/draft-07/schema#';
let metaValidator: Ajv | undefined;

/** Each schema against draft-07's own schema, then in Ajv's strict mode with the catalog's vocabulary. */
export function checkSchemas(loaded: LoadedCatalog): readonly Diagnostic[] {
  return [...loaded.schemas.values()].flatMap((file) => {
    const faults = [...checkDialect(file), ...checkDraft07(file), ...checkKeywords(file)];
    return faults.length > 0 ? faults : checkStrict(loaded, file);
  });
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

function checkStrict(loaded: LoadedCatalog, { file }: SchemaFile): readonly Diagnostic[] {
  const files = [...closure(loaded.schemas, file)];
  if (files.some((path) => !loaded.schemas.has(path))) return [];
  try {
    catalogAjv(loaded.schemas, files).getSchema(schemaKey(file));
    return [];
  } catch (error) {
    const received = error instanceof Error ? error.message : String(error);
    const pointer = /json#(\/[^"\s]*)/.exec(received)?.[1] ?? '';
    const mend = 'Make the schema say one thing plainly (ajv.js.org/strict-mode.html names each case).';
    return [
      fault('schema-strict', file, pointer, { expected: 'a schema that compiles in strict mode', received, mend }),
    ];
  }
}
