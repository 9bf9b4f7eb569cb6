/** Building `generated/` again whenever a source changes. */
export type { CatalogWatch, TimedTurn, Turn } from './compiler/incremental/turn.ts';
export { watchCatalog } from './compiler/incremental/watch-catalog.ts';
