import type { Json } from '../../../kernel/json.ts';
import { pathField, template } from '../compile-fields.ts';
import type { Fields } from '../definition-fault.ts';
import type { ChoiceRule, ChoiceState } from '../machine.ts';
import { type Outcome, stateFailure } from '../outcome.ts';
import type { Evaluation, Expression, Scope } from '../query/evaluation.ts';
import type { PathExpression } from '../query/path-expression.ts';
import { jsonataFailure, runtimeFailure } from '../query/query-failure.ts';
import { jsonataText, type QueryLanguage } from '../query/template.ts';
import type { Common } from '../surroundings.ts';
import { comparisons, hasPathForm } from './choice-comparison.ts';

type Test = (scope: Scope) => boolean;

const NEVER: Test = () => false;

const valueAt = (path: PathExpression, scope: Scope): Json => {
  const value = path.find(scope);
  if (value !== undefined) return value;
  throw runtimeFailure(`Invalid path '${path.text}': The choice state's condition path references an invalid value.`);
};

const comparison = (fields: Fields): Test => {
  const variable = pathField(fields, 'Variable');
  if (variable === undefined) {
    if (!fields.has('Variable')) fields.fault('', "The field 'Variable' is required but was missing");
    return NEVER;
  }
  const present = fields.get('IsPresent');
  if (present !== undefined) return (scope) => (variable.find(scope) !== undefined) === present;
  for (const name of Object.keys(fields.object)) {
    const compare = comparisons[name];
    const operand = fields.get(name) as Json;
    if (compare !== undefined) return (scope) => compare(valueAt(variable, scope), operand);
    const operator = name.endsWith('Path') ? name.slice(0, -4) : '';
    if (hasPathForm(operator)) return pathComparison(fields, name, operator, variable);
  }
  fields.fault('', 'A Choice Rule must have exactly one comparison operator');
  return NEVER;
};

const pathComparison = (fields: Fields, name: string, operator: string, variable: PathExpression): Test => {
  const operand = pathField(fields, name);
  const compare = comparisons[operator];
  if (operand === undefined || compare === undefined) return NEVER;
  return (scope) => compare(valueAt(variable, scope), valueAt(operand, scope));
};

const condition = (fields: Fields): Test => {
  if (fields.has('Not')) {
    const inner = fields.inner('Not');
    const test = inner === undefined ? NEVER : condition(inner);
    return (scope) => !test(scope);
  }
  const name = fields.has('And') ? 'And' : fields.has('Or') ? 'Or' : undefined;
  if (name === undefined) return comparison(fields);
  const tests = fields.items(name).map(condition);
  return name === 'And' ? (scope) => tests.every((test) => test(scope)) : (scope) => tests.some((test) => test(scope));
};

const jsonataCondition = (fields: Fields): Expression<boolean> => {
  const written = fields.get('Condition');
  const text = jsonataText(written);
  const expression = text === undefined ? undefined : template(fields, 'Condition', 'JSONata');
  if (typeof written === 'boolean') return constantly(written);
  if (expression === undefined) {
    if (!fields.has('Condition')) fields.fault('', "The field 'Condition' is required but was missing");
    else if (text === undefined) fields.fault('Condition', 'The value must be a JSONata expression or a boolean');
    return constantly(false);
  }
  return function* (scope) {
    const value = yield* expression(scope);
    if (typeof value === 'boolean') return value;
    throw jsonataFailure(
      `The JSONata expression '${text}' specified for the field 'Condition' returned an unexpected result type. Expected 'boolean', but was '${typeof value}' for value: ${JSON.stringify(value)}`,
      'Condition',
    );
  };
};

const constantly = (value: boolean): Expression<boolean> =>
  // biome-ignore lint/correctness/useYield: an Expression is a generator also when it has nothing to wait for.
  function* () {
    return value;
  };

const rule = (fields: Fields, language: QueryLanguage): ChoiceRule => {
  const test = language === 'JSONPath' ? condition(fields) : undefined;
  return {
    next: fields.required('Next') ?? '',
    assign: template(fields, 'Assign', language),
    output: language === 'JSONata' ? template(fields, 'Output', language) : undefined,
    holds:
      test === undefined
        ? jsonataCondition(fields)
        : // biome-ignore lint/correctness/useYield: see constantly
          function* (scope) {
            return test(scope);
          },
  };
};

export const compileChoice = (fields: Fields, common: Common): ChoiceState => {
  if (!fields.has('Choices')) fields.fault('', "The field 'Choices' is required but was missing");
  return {
    ...common,
    type: 'Choice',
    choices: fields.items('Choices').map((each) => rule(each, common.language)),
    otherwise: fields.text('Default'),
  };
};

/** The first rule that holds decides; a rule's own Assign and Output stand in for the state's. */
export function* choose(state: ChoiceState, scope: Scope): Evaluation<Outcome> {
  for (const { holds, next, assign, output } of state.choices)
    if (yield* holds(scope)) return { kind: 'done', next, rule: { assign, output } };
  if (state.otherwise !== undefined) return { kind: 'done', next: state.otherwise };
  throw stateFailure('States.NoChoiceMatched', `No choice rule matched and no default is defined.`);
}
