import { isJsonObject, type Json } from '../../../kernel/json.ts';
import type { Scope } from './evaluation.ts';

/** The answer of the quick way; `undefined` says that jsonata-js must be asked. */
export type Quick = (scope: Scope) => { readonly value: Json | undefined } | undefined;

interface Node {
  readonly type?: unknown;
  readonly value?: unknown;
  readonly steps?: readonly Node[];
}

const PLAIN_STEP = new Set(['type', 'value', 'position']);
const PLAIN_PATH = new Set(['type', 'steps']);
const onlyHas = (node: Node, names: ReadonlySet<string>): boolean =>
  Object.entries(node).every(([name, value]) => names.has(name) || value === undefined);

const rootOf = (name: string): ((scope: Scope, rest: readonly string[]) => Json | undefined) | undefined => {
  if (name === '' || name === '$') return undefined;
  if (name !== 'states') return (scope) => (Object.hasOwn(scope.variables, name) ? scope.variables[name] : undefined);
  return (scope, [first]) => {
    if (first === 'input') return { input: scope.input };
    if (first === 'context') return { context: scope.context };
    if (first === 'result') return scope.result === undefined ? {} : { result: scope.result };
    if (first === 'errorOutput') return scope.errorOutput === undefined ? {} : { errorOutput: scope.errorOutput };
    return {};
  };
};

/** Arrays on the way map and flatten in JSONata: there the quick way gives up. */
const walk = (root: Json | undefined, names: readonly string[]): { readonly value: Json | undefined } | undefined => {
  let value = root;
  for (const name of names) {
    if (Array.isArray(value)) return undefined;
    if (!isJsonObject(value)) return { value: undefined };
    value = Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return { value };
};

/**
 * Literals and dotted paths from a variable (`$states.input.a.b`, `$since`) as plain functions: the most frequent
 * expressions of a workflow, evaluated without jsonata-js. Anything else is `undefined`.
 */
export const compilePath = (ast: unknown): Quick | undefined => {
  const node = ast as Node;
  if (node.type === 'string' || node.type === 'number' || (node.type === 'value' && onlyHas(node, PLAIN_STEP))) {
    const value = node.value as Json;
    return () => ({ value });
  }
  const steps = node.type === 'path' && onlyHas(node, PLAIN_PATH) ? node.steps : [node];
  const [head, ...rest] = steps ?? [];
  if (head?.type !== 'variable' || !onlyHas(head, PLAIN_STEP)) return undefined;
  if (!rest.every((step) => step.type === 'name' && onlyHas(step, PLAIN_STEP))) return undefined;
  const root = rootOf(String(head.value));
  const names = rest.map((step) => String(step.value));
  if (root === undefined) return undefined;
  if (head.value === 'states' && names.length === 0) return undefined;
  return (scope) => walk(root(scope, names), names);
};
