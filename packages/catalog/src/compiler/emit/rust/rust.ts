import type { Schemas } from '../../schema/schema-node.ts';
import type { CheckedEvent } from '../../stages.ts';
import type { Emitter, Files } from '../emitter.ts';
import { olderOf } from '../older-versions.ts';
import { cargoManifest, fixedModules, rustExamples, rustLibrary, sharedModuleName } from './rust-crate.ts';
import { rustEventModule, rustSharedModule } from './rust-module.ts';
import { snakeCase } from './rust-names.ts';

const fileOf = ({ name }: CheckedEvent): string => `rust/src/events/${snakeCase(name)}.rs`;

/** A version that may still be under way: a consumer reads it, or makes the newest of it, as it likes. */
const olderFiles = (schemas: Schemas, event: CheckedEvent): Files =>
  Object.fromEntries(
    olderOf(schemas, event).map((older) => [
      fileOf(older.event),
      rustEventModule(older.schemas, older.event, event.name).replace(older.event.file, older.home),
    ]),
  );

/** A Cargo crate of the events, `carillon-events`, for consumers that are written in Rust. */
export const rust: Emitter = {
  event: (schemas, event) => ({ [fileOf(event)]: rustEventModule(schemas, event), ...olderFiles(schemas, event) }),
  shared: (schemas, file) => ({
    [`rust/src/shared/${sharedModuleName(file.file)}.rs`]: rustSharedModule(schemas, file),
  }),
  summary: (catalog) => ({
    'rust/Cargo.toml': cargoManifest(),
    'rust/src/lib.rs': rustLibrary(catalog),
    ...fixedModules(),
    'rust/tests/examples.rs': rustExamples(catalog),
  }),
};
