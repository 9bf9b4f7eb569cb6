/** Reading and checking a catalog: asyncapi.yaml and the schemas below `catalog/`. */

export { verifyDocument } from './compiler/check/verify-document.ts';
export { type Examined, examine } from './compiler/examine.ts';
export { loadOperations, referenceTokens } from './compiler/load/load-operations.ts';
export { locateAll } from './compiler/load/locate.ts';
export { readSource } from './compiler/load/read-source.ts';
export type {
  CatalogSource,
  CheckedCatalog,
  CheckedEvent,
  Consumer,
  LoadedCatalog,
  LoadedMessage,
  LoadedOperation,
  Producer,
  VersionedCatalog,
} from './compiler/stages.ts';
