import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { header } from './header.ts';
import { descriptorTypes } from './imports.ts';

/**
 * Ajv's standalone code asks for its helpers by `require`, even as an ES module (ajv-validator/ajv#2209). They are
 * bundled once into runtime.js, and a validator's requires become imports from there.
 */
const helpers: readonly { readonly name: string; readonly module: string; readonly request: RegExp }[] = [
  {
    name: 'formats',
    module: 'ajv-formats/dist/formats',
    request: /require\("ajv-formats\/dist\/formats"\)\.fullFormats/g,
  },
  {
    name: 'ucs2length',
    module: 'ajv/dist/runtime/ucs2length',
    request: /require\("ajv\/dist\/runtime\/ucs2length"\)\.default/g,
  },
  {
    name: 'isMultipleOf',
    module: '../decimal.ts',
    request: /require\("carillon\/decimal"\)\.isMultipleOf/g,
  },
  { name: 'equal', module: 'ajv/dist/runtime/equal', request: /require\("ajv\/dist\/runtime\/equal"\)\.default/g },
];

/** Replaces the requires of standalone code by names, and says which. */
export function runtimeImports(code: string): { readonly code: string; readonly imports: readonly string[] } {
  const used = helpers.filter(({ request }) => code.search(request) >= 0);
  const replaced = used.reduce((text, { name, request }) => text.replaceAll(request, `${name}$`), code);
  return { code: replaced, imports: used.map(({ name }) => `${name} as ${name}$`) };
}

const entry = `
import { fullFormats as formats } from 'ajv-formats/dist/formats';
import ucs2length from 'ajv/dist/runtime/ucs2length';
import equal from 'ajv/dist/runtime/equal';
import { isMultipleOf } from '../decimal.ts';
export { equal, formats, isMultipleOf, ucs2length };
export function violationsOf(errors) {
  return (errors ?? []).filter(({ keyword }) => keyword !== 'if').map(violationOf);
}
function violationOf({ instancePath, keyword, params }) {
  if (keyword === 'required') return { pointer: below(instancePath, params.missingProperty), keyword, message: 'is required' };
  if (keyword === 'discriminator') return { pointer: below(instancePath, params.tag), keyword, message: 'must name one of the branches' };
  if (keyword === 'additionalProperties') return { pointer: below(instancePath, params.additionalProperty), keyword, message: 'must not be there' };
  if (keyword === 'enum') return { pointer: instancePath, keyword, message: 'must be one of ' + params.allowedValues.map((value) => JSON.stringify(value)).join(', ') };
  if (keyword === 'const') return { pointer: instancePath, keyword, message: 'must be ' + JSON.stringify(params.allowedValue) };
  return { pointer: instancePath, keyword, message: sentences[keyword]?.(params) ?? 'must pass "' + keyword + '" keyword validation' };
}
const much = (than, what) => ({ limit }) => 'must NOT have ' + than + ' than ' + limit + ' ' + what;
const compared = ({ comparison, limit }) => 'must be ' + comparison + ' ' + limit;
const sentences = {
  type: ({ type }) => 'must be ' + [type].flat().join(),
  format: ({ format }) => 'must match format "' + format + '"',
  pattern: ({ pattern }) => 'must match pattern "' + pattern + '"',
  maxLength: much('more', 'characters'),
  minLength: much('fewer', 'characters'),
  maxItems: much('more', 'items'),
  minItems: much('fewer', 'items'),
  additionalItems: much('more', 'items'),
  maxProperties: much('more', 'properties'),
  minProperties: much('fewer', 'properties'),
  maximum: compared,
  minimum: compared,
  exclusiveMaximum: compared,
  exclusiveMinimum: compared,
  multipleOf: ({ multipleOf }) => 'must be multiple of ' + multipleOf,
  uniqueItems: ({ i, j }) => 'must NOT have duplicate items (items ## ' + j + ' and ' + i + ' are identical)',
  contains: ({ minContains }) => 'must contain at least ' + minContains + ' valid item(s)',
  dependencies: ({ property, deps, depsCount }) => 'must have propert' + (depsCount === 1 ? 'y ' : 'ies ') + deps + ' when property ' + property + ' is present',
  propertyNames: () => 'property name must be valid',
  anyOf: () => 'must match a schema in anyOf',
  oneOf: () => 'must match exactly one schema in oneOf',
  not: () => 'must NOT be valid',
  'false schema': () => 'boolean schema is false',
};
function below(pointer, name) {
  return pointer + '/' + String(name).replaceAll('~', '~0').replaceAll('/', '~1');
}
`;

let bundled: Promise<string> | undefined;

/** \`validators/runtime.js\`: formats, string length, equality, and Ajv's errors as violations, in Ajv's words
 * where it has some: they are here once, and not in each validator. The same for every catalog. */
export function validatorRuntime(): Promise<string> {
  bundled ??= bundle();
  return bundled;
}

async function bundle(): Promise<string> {
  const result = await build({
    stdin: {
      contents: entry,
      resolveDir: fileURLToPath(new URL('.', import.meta.url)),
      sourcefile: 'runtime-entry.js',
    },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    mainFields: ['main'],
    charset: 'utf8',
    legalComments: 'none',
  });
  const text = result.outputFiles[0]?.text ?? '';
  return `${header('ajv and ajv-formats')}\n${anywhere(text)}`;
}

/** Comments and keys that name a module would tell where the packages are installed: hoisted, linked or in a store. */
export const anywhere = (text: string): string =>
  text.replaceAll(/^\/\/ .*\n/gm, '').replaceAll(/^ {2}"[^"\n]*node_modules\//gm, '  "node_modules/');

export function validatorRuntimeDeclaration(): string {
  return `${header('ajv and ajv-formats')}
import type { Violation } from '${descriptorTypes}';

export declare function violationsOf(errors: readonly object[] | null | undefined): readonly Violation[];
`;
}
