import { _, Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv';
import { arrayAt } from '../json.ts';
import type { SchemaFile } from '../stages.ts';
import { catalogAjv, schemaKey } from './catalog-ajv.ts';
import { rootOf, type Schemas } from './schema-node.ts';
import { type StandaloneCode, standaloneCode } from './standalone-code.ts';
import { surelyValid } from './surely-valid.ts';
import { closure, perView, type SchemaView, viewOf } from './view.ts';

/** What Ajv makes of a schema, for the checks. */
export interface CompiledSchema {
  /** Why it does not compile in strict mode. */
  readonly refusal: string | undefined;
  /** The examples that are not valid. */
  readonly examples: readonly { readonly index: number; readonly errors: readonly ErrorObject[] }[];
}

/** The code of schemas that were checked and whose validators are not yet written: all of it would be most of the memory. */
const codes = new WeakMap<SchemaView, StandaloneCode>();

const settings: Options = {
  inlineRefs: false,
  meta: false,
  // runtime.js has them, once for all validators.
  messages: false,
  // The unused constants that the optimizer would find go when the code is laid out, in a tenth of its time.
  code: {
    source: true,
    esm: true,
    lines: true,
    optimize: false,
    formats: _`require("ajv-formats/dist/formats").fullFormats`,
    process: nothingToRun,
  },
};

/**
 * What is emitted here runs elsewhere: to read each function for the few examples of its schema would take as long as to
 * write it.
 */
function nothingToRun(): string {
  return 'return function () { throw new Error("emitted, and not to be run"); }';
}

/** Runs a compilation, and says why Ajv refused it; references that lead nowhere are reported elsewhere. */
export function refusalIn(compile: () => unknown): string | undefined {
  try {
    compile();
    return undefined;
  } catch (error) {
    if (error instanceof Ajv.MissingRefError) return undefined;
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * Shared schemas are compiled once and stay, as others call them. An event's own functions are forgotten at once: kept,
 * a thousand of them would fill the memory.
 */
const sharedAjv = perView((view): Ajv => ajvOf(view));

/** Whether others can call this schema's compiled function; in a circle, which is a fault, none calls another. */
const isCallable = (schemas: Schemas, { file, place }: SchemaFile, from: string): boolean =>
  place.kind === 'shared' && file !== from && !closure(schemas, file).has(from);

function ajvOf({ schemas, file }: SchemaView): Ajv {
  const others = [...schemas.values()].filter((other) => other !== file);
  const callable = others.filter((other) => isCallable(schemas, other, file.file));
  const own = [file, ...others].filter((other) => !callable.includes(other)).map((other) => other.file);
  const ajv = catalogAjv(schemas, own, settings);
  for (const other of callable) {
    const key = schemaKey(other.file);
    const compiled = sharedAjv(schemas, other);
    refusalIn(() => compiled.getSchema(key));
    ajv.schemas[key] = compiled.schemas[key];
  }
  return ajv;
}

interface Compilation {
  readonly refusal: string | undefined;
  readonly code: StandaloneCode | undefined;
}

/** The code of a schema, or why Ajv refuses it. */
function codeOf(view: SchemaView): Compilation {
  const { file, schemas } = view;
  const ajv = file.place.kind === 'shared' ? sharedAjv(schemas, file) : ajvOf(view);
  let validate: ValidateFunction | undefined;
  const refusal = refusalIn(() => {
    validate = ajv.getSchema(schemaKey(file.file));
  });
  if (validate === undefined) return { refusal, code: undefined };
  const owners = new Map<unknown, string>();
  for (const other of schemas.values())
    if (isCallable(schemas, other, file.file)) owners.set(ajv.schemas[schemaKey(other.file)]?.validate, other.file);
  return { refusal, code: standaloneCode(ajv, validate, owners) };
}

function compile(view: SchemaView): CompiledSchema {
  const { refusal, code } = codeOf(view);
  if (code === undefined) return { refusal, examples: [] };
  codes.set(view, code);
  return { refusal, examples: invalidExamples(view) };
}

function invalidExamples({ schemas, file }: SchemaView): CompiledSchema['examples'] {
  return arrayAt(file.schema, 'examples').flatMap((example, index) => {
    const errors = surelyValid(schemas, rootOf(file), example) ? [] : errorsOf(schemas, file, example);
    return errors.length === 0 ? [] : [{ index, errors }];
  });
}

function errorsOf(schemas: Schemas, { file }: SchemaFile, value: unknown): readonly ErrorObject[] {
  const validate = catalogAjv(schemas, closure(schemas, file)).getSchema(schemaKey(file));
  return validate === undefined || validate(value) === true ? [] : (validate.errors ?? []);
}

export const compiledSchema: (schemas: Schemas, file: SchemaFile) => CompiledSchema = perView(compile);

/** The code for a schema's validator, made when it was checked; whoever asks twice waits for it once more. */
export function takeCode(schemas: Schemas, file: SchemaFile): StandaloneCode | undefined {
  const view = viewOf(schemas, file);
  if (!codes.has(view)) compile(view);
  const code = codes.get(view);
  codes.delete(view);
  return code;
}
