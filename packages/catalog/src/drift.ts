/** Where stored events and the catalog differ. */
export { type Drift, type DriftReport, driftMeter, type Stored } from './contracts/drift/drift.ts';
