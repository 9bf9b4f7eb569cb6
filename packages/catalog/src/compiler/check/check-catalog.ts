import { isError } from '../diagnostic.ts';
import { checkPatterns } from '../patterns/check-patterns.ts';
import type { CheckedCatalog, LoadedCatalog, Outcome } from '../stages.ts';
import { buildChecked } from './build-checked.ts';
import { checkBrands } from './check-brands.ts';
import { checkDelivery } from './check-delivery.ts';
import { checkDescriptions } from './check-descriptions.ts';
import { checkExamples } from './check-examples.ts';
import { checkMessages } from './check-messages.ts';
import { checkOperations } from './check-operations.ts';
import { checkOwners } from './check-owners.ts';
import { checkReferences } from './check-references.ts';
import { checkSchemas } from './check-schemas.ts';
import { checkShapes } from './check-shapes.ts';
import { checkSizes } from './check-sizes.ts';
import { checkTypeNames } from './check-type-names.ts';
import { checkWiring } from './check-wiring.ts';
import { type Check, eachSchema } from './each-schema.ts';

/** What the schemas say for themselves. */
const schemaChecks: readonly Check[] = [
  eachSchema((view) =>
    [checkReferences, checkSchemas, checkShapes, checkDescriptions, checkBrands].flatMap((rule) => rule(view)),
  ),
  checkTypeNames,
];

/** What the document says of them. */
const documentChecks: readonly Check[] = [checkOwners, checkMessages, checkOperations, checkDelivery, checkWiring];

/** What can only be asked of schemas that are sound: these follow references and run validators. */
const wholeChecks: readonly Check[] = [eachSchema(checkExamples), checkSizes, checkPatterns];

const unsoundSchema: ReadonlySet<string> = new Set([
  'reference-closed',
  'reference-acyclic',
  'schema-draft-07',
  'schema-strict',
]);

/** Holds a loaded catalog against the rules. It is checked if there is no error, not in loading either. */
export function check(loaded: LoadedCatalog): Outcome<CheckedCatalog> {
  const readable = Object.keys(loaded.document).length > 0;
  const parts = (readable ? [...schemaChecks, ...documentChecks] : schemaChecks).flatMap((rule) => rule(loaded));
  const sound = ![...loaded.faults, ...parts].some(({ code }) => unsoundSchema.has(code) || code === 'source-parses');
  const diagnostics = sound ? [...parts, ...wholeChecks.flatMap((rule) => rule(loaded))] : parts;
  const failed = [...loaded.faults, ...diagnostics].some(isError);
  return { value: failed ? undefined : buildChecked(loaded), diagnostics };
}
