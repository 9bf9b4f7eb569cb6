import type { Emitter } from '../emitter.ts';
import { cargoManifest, phiModule, rustExamples, rustLibrary, sharedModuleName } from './rust-crate.ts';
import { rustEventModule, rustSharedModule } from './rust-module.ts';
import { snakeCase } from './rust-names.ts';

/** A Cargo crate of the events, `carillon-events`, for consumers that are written in Rust. */
export const rust: Emitter = {
  event: (schemas, event) => ({ [`rust/src/events/${snakeCase(event.name)}.rs`]: rustEventModule(schemas, event) }),
  shared: (schemas, file) => ({
    [`rust/src/shared/${sharedModuleName(file.file)}.rs`]: rustSharedModule(schemas, file),
  }),
  whole: (catalog) => ({
    'rust/Cargo.toml': cargoManifest(),
    'rust/src/lib.rs': rustLibrary(catalog),
    'rust/src/phi.rs': phiModule(),
    'rust/tests/examples.rs': rustExamples(catalog),
  }),
};
