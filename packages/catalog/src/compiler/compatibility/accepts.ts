import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { withExactMultipleOf } from '../schema/multiple-of.ts';
import { type Conjunction, type Constraint, canonical } from './constraint.ts';

let ajv: Ajv | undefined;
const validators = new Map<string, ValidateFunction>();

/** Whether a value is valid against a schema by itself. Made for the few values of an enum, not for whole events. */
export function accepts(node: Constraint, value: unknown): boolean {
  const text = canonical(node);
  let validate = validators.get(text);
  if (validate === undefined) {
    if (ajv === undefined) {
      // The parts of a schema need not be strict by themselves: what surrounds them says their type.
      ajv = withExactMultipleOf(new Ajv({ strict: false, validateSchema: false }));
      addFormats.default(ajv);
    }
    validate = ajv.compile(JSON.parse(text));
    validators.set(text, validate);
  }
  return validate(value) === true;
}

export const acceptsAll = (nodes: Conjunction, value: unknown): boolean => nodes.every((node) => accepts(node, value));
