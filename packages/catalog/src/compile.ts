/** Compiling a catalog in memory: every file of `generated/` as text. */
export { compile } from './compiler/compile.ts';
export type { Emission, Outcome } from './compiler/stages.ts';
export { type Freshness, freshness, writeEmission } from './compiler/write/write-emission.ts';
