import type { Ajv, ValidateFunction } from 'ajv';
import { _Code } from 'ajv/dist/compile/codegen/code.js';
import type { UsedScopeValues, ValueScopeName } from 'ajv/dist/compile/codegen/scope.js';
import { layoutCode } from './layout-code.ts';

/** A compiled schema as JavaScript. */
export interface StandaloneCode {
  /** Declarations, laid out; helpers of Ajv are still asked for by `require`. */
  readonly text: string;
  /** The name of the schema's own function in the text. */
  readonly entry: string;
  /** The functions of other schemas that it calls: their names in the text, and the schemas' files. */
  readonly calls: ReadonlyMap<string, string>;
}

type Source = NonNullable<ValidateFunction['source']>;

/**
 * Ajv's own `standaloneCode` writes the functions of all schemas that are referred to into each module. Here the
 * functions in `owners` are left out and named in `calls`, so that they are written once and imported.
 */
export function standaloneCode(
  ajv: Ajv,
  validate: ValidateFunction,
  owners: ReadonlyMap<unknown, string>,
): StandaloneCode | undefined {
  if (validate.source === undefined) return undefined;
  const used: UsedScopeValues = {};
  const calls = new Map<string, string>();
  const begun = new Set<string>();
  const codeOf = (source: Source): _Code => {
    if (begun.has(source.validateName.str)) return nothing;
    begun.add(source.validateName.str);
    const values = ajv.scope.scopeCode(source.scopeValues, used, (name) => valueCode(name));
    return new _Code(`${values}\n${source.validateCode}\n`);
  };
  const valueCode = (name: ValueScopeName): _Code | undefined => {
    const reference = name.value?.ref;
    const owner = owners.get(reference);
    if (owner !== undefined) {
      calls.set(name.str, owner);
      return nothing;
    }
    if (name.prefix === 'validate' && isCompiled(reference)) return codeOf(reference.source);
    if ((name.prefix === 'root' || name.prefix === 'wrapper') && isWrapped(reference)) return wrapped(name, reference);
    return undefined;
  };
  const wrapped = (name: ValueScopeName, { validate: inner, validateName }: Wrapped): _Code => {
    const wrapper = `const ${name} = {validate: ${validateName}};`;
    return new _Code(inner?.source === undefined ? wrapper : `${wrapper}\n${codeOf(inner.source)}`);
  };
  return { text: layoutCode(codeOf(validate.source).toString()), entry: validate.source.validateName.str, calls };
}

const nothing: _Code = new _Code('');

interface Wrapped {
  readonly validate?: ValidateFunction;
  readonly validateName: unknown;
}

function isCompiled(reference: unknown): reference is ValidateFunction & { readonly source: Source } {
  return typeof reference === 'function' && 'source' in reference && reference.source !== undefined;
}

/** A schema that refers to itself is called through an object, as its function is not yet made. */
function isWrapped(reference: unknown): reference is Wrapped {
  return typeof reference === 'object' && reference !== null && 'validateName' in reference;
}
