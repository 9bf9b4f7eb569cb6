import type { Catalog } from '@carillon/runtime/catalog';
import { workflow as fhirExport } from './fhir-export/workflow.ts';

/** Every workflow whose events are in the ledger, as `carillon workflow new` lists them. */
export const workflows: readonly Catalog[] = [fhirExport];
