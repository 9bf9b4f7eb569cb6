import type { Emitter } from './emitter.ts';
import { mapMarkdown, referenceMarkdown } from './reference.ts';

/** The catalog for people. */
export const documents: Emitter = {
  summary: (catalog) => ({ 'map.md': mapMarkdown(catalog.checked) }),
  whole: (catalog) => ({ 'reference.md': referenceMarkdown(catalog) }),
};
