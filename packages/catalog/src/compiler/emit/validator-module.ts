import { takeCode } from '../schema/compiled-schema.ts';
import type { Schemas } from '../schema/schema-node.ts';
import type { StandaloneCode } from '../schema/standalone-code.ts';
import { header } from './header.ts';
import { descriptorTypes, moduleOf, relativeModule } from './imports.ts';
import { runtimeImports } from './validator-runtime.ts';

/**
 * `validators/<domain>/<event>.js`: an ES module as Ajv makes it; what every validator needs is in runtime.js, and the
 * shared types have modules of their own.
 */
export function validatorModule(schemas: Schemas, file: string): string {
  const { code, entry } = moduleBody(schemas, file, ['violationsOf']);
  return `${code}

/** What is wrong with a detail; empty if nothing is. */
export function validate(detail) {
  return ${entry}(detail) ? [] : violationsOf(${entry}.errors);
}
`;
}

/** `validators/shared/<type>.js`: Ajv's function of a shared type, for the validators of those who refer to it. */
export function sharedValidatorModule(schemas: Schemas, file: string): string {
  const { code, entry } = moduleBody(schemas, file, []);
  return `${code}

export { ${entry} as validate };
`;
}

/** Where the validator of a schema file lies. */
export const validatorPath = (file: string): string =>
  `validators/${moduleOf(file)
    .replace(/^events\//, '')
    .replace(/\.ts$/, '.js')}`;

interface ModuleBody {
  readonly code: string;
  readonly entry: string;
}

function moduleBody(schemas: Schemas, file: string, asked: readonly string[]): ModuleBody {
  const schema = schemas.get(file);
  const standalone = schema && takeCode(schemas, schema);
  if (standalone === undefined) throw new Error(`${file} does not compile, which its check should have told`);
  const { code, imports } = runtimeImports(standalone.text);
  if (/\brequire\s*\(/.test(code))
    throw new Error(`Ajv asks for a module that validators/runtime.js does not have, in the validator of ${file}`);
  const module = validatorPath(file);
  const helpers = [...imports, ...asked].toSorted().join(', ');
  const runtime =
    helpers === '' ? '' : `import { ${helpers} } from '${relativeModule(module, 'validators/runtime.js')}';\n`;
  return {
    code: `${header(file)}\n${runtime}${sharedImports(module, standalone)}\n${code}`,
    entry: standalone.entry,
  };
}

function sharedImports(module: string, { calls }: StandaloneCode): string {
  return [...calls]
    .map(([name, file]) => `import { validate as ${name} } from '${relativeModule(module, validatorPath(file))}';\n`)
    .join('');
}

export function validatorDeclaration(file: string): string {
  return `${header(file)}
import type { Violation } from '${descriptorTypes}';

/** What is wrong with a detail; empty if nothing is. */
export declare function validate(detail: unknown): readonly Violation[];
`;
}
