import jsonata from 'jsonata';
import { type JsonType, type Shape, shapeOfJson, typed, unknown } from './shape.ts';

type Node = jsonata.ExprNode;

/** What functions make ("JSONata functions", docs.jsonata.org, and Step Functions' own). */
const MAKES: Readonly<Record<string, JsonType>> = {
  ...Object.fromEntries(
    [
      'string',
      'uuid',
      'now',
      'fromMillis',
      'join',
      'substring',
      'uppercase',
      'lowercase',
      'trim',
      'replace',
      'hash',
    ].map((name) => [name, 'string']),
  ),
  ...Object.fromEntries(
    [
      'number',
      'count',
      'sum',
      'max',
      'min',
      'average',
      'millis',
      'toMillis',
      'floor',
      'ceil',
      'round',
      'length',
      'random',
    ].map((name) => [name, 'number']),
  ),
  ...Object.fromEntries(['boolean', 'exists', 'not', 'contains'].map((name) => [name, 'boolean'])),
};

const objectShape = (pairs: readonly (readonly Node[])[]): Shape => {
  const named = pairs.map(([key, value]) => [key?.type === 'string' ? String(key.value) : undefined, value] as const);
  const fields = named.flatMap(([name, value]) =>
    name === undefined || value === undefined ? [] : [[name, shapeOfNode(value)] as const],
  );
  const open = named.some(([name]) => name === undefined) ? ({ open: true } as const) : {};
  return { kind: 'object', fields: Object.fromEntries(fields), ...open };
};

function shapeOfNode(node: Node): Shape {
  switch (node.type as string) {
    case 'string':
    case 'number':
      return { kind: 'constant', value: node.value };
    case 'value':
      return { kind: 'constant', value: node.value as boolean | null };
    case 'unary':
      if (node.value === '{') return objectShape((node.lhs ?? []) as unknown as readonly (readonly Node[])[]);
      return node.value === '[' ? { kind: 'array', items: (node.expressions ?? []).map(shapeOfNode) } : unknown;
    case 'binary':
      return node.value === '&' ? typed('string') : unknown;
    case 'function': {
      const makes = MAKES[String(node.procedure?.value)];
      return makes === undefined ? unknown : typed(makes);
    }
    default:
      return unknown;
  }
}

const EXPRESSION = /^\{%([\s\S]*)%\}$/;

/** A text in a JSONata state: an expression's shape, or the text itself. @throws what JSONata says of an expression */
export const shapeOfJsonata = (text: string): Shape => {
  const code = EXPRESSION.exec(text)?.[1];
  return code === undefined ? { kind: 'constant', value: text } : shapeOfNode(jsonata(code).ast());
};

const INTRINSICS: Readonly<Record<string, JsonType>> = {
  'States.Format': 'string',
  'States.UUID': 'string',
  'States.JsonToString': 'string',
  'States.Base64Encode': 'string',
  'States.Hash': 'string',
  'States.MathAdd': 'number',
  'States.MathRandom': 'number',
  'States.ArrayLength': 'number',
  'States.ArrayContains': 'boolean',
  'States.Array': 'array',
  'States.ArrayRange': 'array',
};

/** The context object's own texts ("Accessing execution data from the Context object"). */
const CONTEXT_TEXT =
  /^\$\$\.(Execution\.(Id|Name|RoleArn|StartTime|RedriveTime)|State\.(Name|EnteredTime)|StateMachine\.\w+|Task\.Token)$/;

const shapeOfPath = (expression: string): Shape => {
  const makes = INTRINSICS[/^States\.\w+/.exec(expression)?.[0] ?? ''];
  if (makes !== undefined) return typed(makes);
  return CONTEXT_TEXT.test(expression) ? typed('string') : unknown;
};

/** A payload template of a JSONPath state: `name.$` holds a path or an intrinsic function. */
export const shapeOfJsonPath = (value: unknown): Shape => {
  const constant = (text: string): Shape => ({ kind: 'constant', value: text });
  const field = (name: string, inner: unknown): readonly [string, Shape] =>
    name.endsWith('.$') ? [name.slice(0, -2), shapeOfPath(String(inner))] : [name, shapeOfJson(inner, constant, field)];
  return shapeOfJson(value, constant, field);
};
