/** Building `generated/` incrementally: what has not changed since the last build is neither read nor compiled. */
export { buildCatalog } from './compiler/incremental/build-catalog.ts';
export type { BuildOptions, Turn } from './compiler/incremental/turn.ts';
