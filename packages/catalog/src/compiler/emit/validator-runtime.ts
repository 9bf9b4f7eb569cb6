import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { header } from './header.ts';
import { descriptorTypes } from './imports.ts';

/**
 * Ajv's standalone code asks for its helpers by `require`, even as an ES module (ajv-validator/ajv#2209). They are
 * bundled once into runtime.js, and a validator's requires become imports from there.
 */
const requests: Readonly<Record<string, string>> = {
  formats: 'require("ajv-formats/dist/formats").fullFormats',
  ucs2length: 'require("ajv/dist/runtime/ucs2length").default',
  isMultipleOf: 'require("carillon/decimal").isMultipleOf',
  equal: 'require("ajv/dist/runtime/equal").default',
};

/** Replaces the requires of standalone code by names, and says which. */
export function runtimeImports(code: string): { readonly code: string; readonly imports: readonly string[] } {
  const used = Object.entries(requests).filter(([, request]) => code.includes(request));
  const replaced = used.reduce((text, [name, request]) => text.replaceAll(request, `${name}$`), code);
  return { code: replaced, imports: used.map(([name]) => `${name} as ${name}$`) };
}

let bundled: Promise<string> | undefined;

/**
 * `validators/runtime.js`: formats, string length, equality, multiples, and Ajv's errors as violations, once for all
 * validators. The same for every catalog.
 */
export function validatorRuntime(): Promise<string> {
  bundled ??= bundle();
  return bundled;
}

async function bundle(): Promise<string> {
  const result = await build({
    entryPoints: [fileURLToPath(new URL(`shipped/validator-runtime${extname(import.meta.url)}`, import.meta.url))],
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
