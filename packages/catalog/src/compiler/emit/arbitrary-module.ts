import { camelCase } from '../names.ts';
import { rootOf, type Schemas } from '../schema/schema-node.ts';
import type { CheckedEvent } from '../stages.ts';
import { arbitraryExpression } from './arbitrary-expression.ts';
import { header } from './header.ts';
import { moduleOf, relativeModule } from './imports.ts';
import { docComment, literal } from './literal.ts';

/** `arbitraries/<domain>/<event>.ts`: a fast-check arbitrary of an event's details, for tests. */
export function arbitraryModule(schemas: Schemas, event: CheckedEvent): string {
  const { name, file } = event;
  const schema = schemas.get(file);
  if (schema === undefined) return '';
  const module = moduleOf(file).replace(/^events\//, 'arbitraries/');
  const descriptor = camelCase(name);
  const made = arbitraryExpression(schemas)(rootOf(schema));
  return [
    header(file),
    `import * as fc from 'fast-check';\nimport { ${descriptor}, type ${name} } from '${relativeModule(module, moduleOf(file))}';\n`,
    `const made: fc.Arbitrary<unknown> = ${made};\n`,
    filterOf(name, descriptor, file),
    `${docComment(`Details of ${name} that its validator accepts.`)}export const ${descriptor}Arbitrary: fc.Arbitrary<${name}> = made.filter(isValid);\n`,
  ].join('\n');
}

/** Chance may never make what a schema asks for: after so many tries that is said, where a test would have hung. */
const MOST_MISSES = 20_000;

const filterOf = (name: string, descriptor: string, file: string): string => `let misses = 0;
const isValid = (detail: unknown): detail is ${name} => {
  misses = ${descriptor}.validate(detail).length === 0 ? 0 : misses + 1;
  if (misses > ${MOST_MISSES}) throw new Error(${literal(`No detail of ${name} could be made in ${MOST_MISSES} tries: say in ${file} plainly what is valid`)});
  return misses === 0;
};
`;
