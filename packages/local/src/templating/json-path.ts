import { isJsonObject, type Json } from '../kernel/json.ts';

type PathStep =
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'element'; readonly index: number }
  | { readonly kind: 'all' };

const STEP = /\.([^.[\]]+)|\[(?:(\d+)|'([^']*)'|"([^"]*)"|(\*))\]/y;

const stepOf = (found: RegExpExecArray): PathStep => {
  const [, dotted, index, single, double, star] = found;
  if (star !== undefined || dotted === '*') return { kind: 'all' };
  if (index !== undefined) return { kind: 'element', index: Number(index) };
  return { kind: 'member', name: dotted ?? single ?? double ?? '' };
};

/** The steps of `$.a['b'][0].*`, or nothing when it is no path of that kind. */
const pathSteps = (path: string): readonly PathStep[] | undefined => {
  if (!path.startsWith('$')) return undefined;
  const steps: PathStep[] = [];
  STEP.lastIndex = 1;
  while (STEP.lastIndex < path.length) {
    const found = STEP.exec(path);
    if (found === null) return undefined;
    steps.push(stepOf(found));
  }
  return steps;
};

/** Whether the path is of the JSON Path that EventBridge evaluates. Source: User Guide, "Input transformation", Note. */
export const isPath = (path: string): boolean => pathSteps(path) !== undefined;

const childrenOf = (value: Json): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : isJsonObject(value) ? Object.values(value) : [];

const childOf = (value: Json, step: PathStep): Json | undefined => {
  if (step.kind === 'element') return Array.isArray(value) ? (value as readonly Json[])[step.index] : undefined;
  if (step.kind !== 'member' || !isJsonObject(value)) return undefined;
  return Object.hasOwn(value, step.name) ? value[step.name] : undefined;
};

const read = (value: Json, steps: readonly PathStep[]): Json | undefined => {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (step.kind === 'all') return childrenOf(value).flatMap((child) => read(child, rest) ?? []);
  const child = childOf(value, step);
  return child === undefined ? undefined : read(child, rest);
};

/** What stands at `$.a.b[0]['c']`; nothing where there is nothing or the path is none. A wildcard gives a list. */
export const readPath = (document: Json, path: string): Json | undefined => {
  const steps = pathSteps(path);
  return steps === undefined ? undefined : read(document, steps);
};
