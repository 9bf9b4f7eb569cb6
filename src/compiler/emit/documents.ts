import type { Emitter } from './emitter.ts';
import { mapMarkdown, referenceMarkdown } from './reference.ts';

/** The catalog for people. */
export const documents: Emitter = {
  whole: (catalog) => ({ 'reference.md': referenceMarkdown(catalog), 'map.md': mapMarkdown(catalog.checked) }),
};
