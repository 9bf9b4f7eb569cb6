import { _, type Ajv, type CodeKeywordDefinition, str } from 'ajv';
import { isMultipleOf } from '../decimal.ts';

/** One object for all schemas, as Ajv knows a function that code calls by its reference. */
const check = { ref: isMultipleOf, code: _`require("carillon/decimal").isMultipleOf` };

const definition: CodeKeywordDefinition = {
  keyword: 'multipleOf',
  type: 'number',
  schemaType: 'number',
  error: {
    message: ({ schemaCode }) => str`must be multiple of ${schemaCode}`,
    params: ({ schemaCode }) => _`{multipleOf: ${schemaCode}}`,
  },
  code: (context) => {
    const { gen, data, schemaCode } = context;
    context.fail(_`!${gen.scopeValue('func', check)}(${data}, ${schemaCode})`);
  },
};

/**
 * Makes `multipleOf` exact: Ajv divides doubles and refuses 143.48 for a step of 0.01 (ajv-validator/ajv#652). Emitted
 * code asks for the function by `require`, as for Ajv's own helpers.
 */
export const withExactMultipleOf = (ajv: Ajv): Ajv => ajv.removeKeyword('multipleOf').addKeyword(definition);
