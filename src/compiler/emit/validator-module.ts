import { _ } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { transform } from 'esbuild';
import { catalogAjv, closure, schemaKey } from '../schema/catalog-ajv.ts';
import type { Schemas } from '../schema/schema-node.ts';
import { header } from './header.ts';
import { moduleOf, relativeModule } from './imports.ts';
import { runtimeImports } from './validator-runtime.ts';

/** `validators/<domain>/<event>.js`: an ES module of its own, made by Ajv; what every validator needs is in runtime.js. */
export async function validatorModule(schemas: Schemas, file: string): Promise<string> {
  const ajv = catalogAjv(schemas, closure(schemas, file), {
    inlineRefs: false,
    code: { source: true, esm: true, lines: true, formats: _`require("ajv-formats/dist/formats").fullFormats` },
  });
  const validate = ajv.getSchema(schemaKey(file));
  if (validate === undefined) throw new Error(`${file} is not among its own schemas`);
  const standalone = standaloneCode.default(ajv, { matches: schemaKey(file) });
  const { code, imports } = runtimeImports(standalone);
  if (/\brequire\s*\(/.test(code))
    throw new Error(`Ajv asks for a module that validators/runtime.js does not have, in the validator of ${file}`);
  const module = moduleOf(file).replace(/^events\//, 'validators/');
  const runtime = relativeModule(module, 'validators/runtime.js');
  const own = code.replaceAll(/^export const (\w+) = (\w+);$/gm, '').replace(/^"use strict";\n/, '');
  const entry = /^export const matches = (\w+);$/m.exec(code)?.[1];
  const text = `import { ${[...imports, 'violationsOf'].toSorted().join(', ')} } from '${runtime}';
${own}
/** What is wrong with a detail; empty if nothing is. */
export function validate(detail) {
  return ${entry}(detail) ? [] : violationsOf(${entry}.errors);
}
`;
  const { code: laidOut } = await transform(text, {
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    treeShaking: true,
  });
  return `${header(file)}\n${laidOut}`;
}

export function validatorDeclaration(file: string): string {
  const module = moduleOf(file).replace(/^events\//, 'validators/');
  return `${header(file)}
import type { Violation } from '${relativeModule(module, 'descriptor.ts')}';

/** What is wrong with a detail; empty if nothing is. */
export declare function validate(detail: unknown): readonly Violation[];
`;
}
