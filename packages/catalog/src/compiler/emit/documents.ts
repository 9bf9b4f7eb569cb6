import type { Emitter } from './emitter.ts';
import { mapMarkdown } from './map.ts';
import { domainReference, referenceIndex } from './reference.ts';

/** The catalog for people: a page for each domain, as all events of a large catalog on one are read by nobody. */
export const documents: Emitter = {
  domain: domainReference,
  summary: (catalog) => ({ 'map.md': mapMarkdown(catalog.checked), 'reference.md': referenceIndex(catalog) }),
};
