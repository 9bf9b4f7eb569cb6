/** Comparing two catalogs: what a change breaks, an event that proves it, and which consumers read what it changes. */
export { type ChangeRule, changeRules } from './compiler/compatibility/change-rules.ts';
export {
  compareCatalogs,
  type EventComparison,
  type VersionComparison,
} from './compiler/compatibility/compare-catalogs.ts';
export {
  type Change,
  type Comparison,
  compareSchemas,
  type Policy,
  policies,
  type Verdict,
  worst,
} from './compiler/compatibility/compare-schemas.ts';
export { type EventSchema, eventSchema } from './compiler/compatibility/event-schema.ts';
export { type FieldImpact, type Impact, impactsOf } from './contracts/reads/impact.ts';
