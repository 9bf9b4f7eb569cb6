import type { JsonObject } from '../../json.ts';
import type { Plain } from './plain-schema.ts';

/** What a lean schema's references lead to. */
export interface Targets {
  /** The shared file that a `$ref` is the whole of, if its function can be called. */
  fileOf(ref: string): string | undefined;
  schemaOf(file: string): JsonObject | undefined;
}

/** Reads a schema within another. */
export type Within = (schema: unknown) => Plain | undefined;

/** Lists of so many are looked through by a loop (`loopEnum` and `loopRequired` of Ajv), which is not plain. */
export const loopsFrom = 200;
