import { isJsonObject, type Json, type JsonObject } from '../kernel/json.ts';

/** What a template's names stand for while it is resolved. */
export interface Scope {
  /** `Ref` of a resource, parameter or pseudo parameter. */
  ref(name: string): Json | undefined;
  attribute(logicalId: string, attribute: string): Json | undefined;
  imported(name: string): Json | undefined;
  condition(name: string): boolean | undefined;
  mapped(map: string, first: string, second: string): Json | undefined;
}

/** An intrinsic function that cannot be resolved: the name is unknown, or the function is not executed here. */
export class IntrinsicError extends Error {
  readonly received: string;
  readonly mend: string;
  constructor(received: string, mend: string) {
    super(`${received}: ${mend}`);
    this.name = 'IntrinsicError';
    this.received = received;
    this.mend = mend;
  }
}

/** `{Ref: AWS::NoValue}` takes its property out of the template. */
const NO_VALUE = Symbol('AWS::NoValue');
type Resolved = Json | typeof NO_VALUE;

const known = (value: Json | undefined, what: string): Json => {
  if (value !== undefined) return value;
  throw new IntrinsicError(what, 'Nothing in this template answers to it.');
};

type Fn = (argument: Json, scope: Scope) => Resolved;

const text = (value: Json, scope: Scope): string => {
  const resolved = resolve(value, scope);
  return typeof resolved === 'string'
    ? resolved
    : typeof resolved === 'object'
      ? JSON.stringify(resolved)
      : String(resolved);
};

const listOf = (value: Json): readonly Json[] => (Array.isArray(value) ? value : []);

const attributeOf = (name: string, scope: Scope): Json => {
  const [logicalId = '', ...attribute] = name.split('.');
  return known(scope.attribute(logicalId, attribute.join('.')), `Fn::GetAtt ${name}`);
};

const named = (name: string, own: JsonObject, scope: Scope): Json => {
  const local = own[name];
  if (local !== undefined) return resolve(local, scope);
  return name.includes('.') ? attributeOf(name, scope) : known(scope.ref(name), `\${${name}}`);
};

const sub: Fn = (argument, scope) => {
  const [template, own] = Array.isArray(argument) ? [String(argument[0]), argument[1]] : [String(argument), {}];
  const variables = isJsonObject(own) ? own : {};
  return template.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) =>
    literal === '!' ? `\${${name}}` : String(named(name.trim(), variables, scope)),
  );
};

const truth = (value: Json, scope: Scope): boolean => {
  if (isJsonObject(value) && typeof value.Condition === 'string') return scope.condition(value.Condition) ?? false;
  const resolved = resolve(value, scope);
  return resolved === true || resolved === 'true';
};

const functions: Readonly<Record<string, Fn>> = {
  Ref: (name, scope) => (name === 'AWS::NoValue' ? NO_VALUE : known(scope.ref(String(name)), `Ref ${String(name)}`)),
  'Fn::GetAtt': (argument, scope) =>
    attributeOf(
      Array.isArray(argument) ? argument.map((each) => text(each, scope)).join('.') : String(argument),
      scope,
    ),
  'Fn::Join': (argument, scope) => {
    const [separator = '', parts = []] = listOf(argument);
    const items = resolve(parts, scope);
    return listOf(items)
      .map((part) => text(part, scope))
      .join(String(separator));
  },
  'Fn::Sub': sub,
  'Fn::Select': (argument, scope) => {
    const [index = 0, from = []] = listOf(argument);
    return known(listOf(resolve(from, scope))[Number(index)], `Fn::Select ${String(index)}`);
  },
  'Fn::Split': (argument, scope) => {
    const [separator = '', from = ''] = listOf(argument);
    return text(from, scope).split(String(separator));
  },
  'Fn::If': (argument, scope) => {
    const [condition = '', yes = null, no = null] = listOf(argument);
    return resolveOr(scope.condition(String(condition)) === true ? yes : no, scope);
  },
  'Fn::Equals': (argument, scope) => {
    const [left = null, right = null] = listOf(argument);
    return JSON.stringify(resolve(left, scope)) === JSON.stringify(resolve(right, scope));
  },
  'Fn::And': (argument, scope) => listOf(argument).every((each) => truth(each, scope)),
  'Fn::Or': (argument, scope) => listOf(argument).some((each) => truth(each, scope)),
  'Fn::Not': (argument, scope) => !truth(listOf(argument)[0] ?? false, scope),
  'Fn::ImportValue': (name, scope) => known(scope.imported(text(name, scope)), `Fn::ImportValue ${text(name, scope)}`),
  'Fn::FindInMap': (argument, scope) => {
    const [map = '', first = '', second = ''] = listOf(argument).map((each) => text(each, scope));
    return known(scope.mapped(map, first, second), `Fn::FindInMap ${map}.${first}.${second}`);
  },
  'Fn::Base64': (argument, scope) => Buffer.from(text(argument, scope)).toString('base64'),
};

/** The one key of an intrinsic function's object, if the value is one. */
export const intrinsicOf = (value: Json): string | undefined => {
  if (!isJsonObject(value)) return undefined;
  const [key, ...more] = Object.keys(value);
  return key !== undefined && more.length === 0 && (key === 'Ref' || key.startsWith('Fn::')) ? key : undefined;
};

const resolveOr = (value: Json, scope: Scope): Resolved => {
  const name = intrinsicOf(value);
  if (name !== undefined && isJsonObject(value)) {
    const fn = functions[name];
    if (fn === undefined) throw new IntrinsicError(name, `Executed here: ${Object.keys(functions).join(', ')}.`);
    return fn(value[name] ?? null, scope);
  }
  if (Array.isArray(value)) return value.map((each) => resolveOr(each, scope)).filter((each) => each !== NO_VALUE);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, resolveOr(each, scope)] as const);
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, Json] => entry[1] !== NO_VALUE));
};

/**
 * The value with its intrinsic functions worked out (CloudFormation User Guide, "Intrinsic function reference").
 * @throws IntrinsicError
 */
export const resolve = (value: Json, scope: Scope): Json => {
  const resolved = resolveOr(value, scope);
  return resolved === NO_VALUE ? null : resolved;
};

const inSub = (argument: Json | undefined): readonly string[] => {
  const template = Array.isArray(argument) ? argument[0] : argument;
  if (typeof template !== 'string') return [];
  return [...template.matchAll(/\$\{([^!}][^}]*)\}/g)].map((match) => match[1]?.split('.')[0]?.trim() ?? '');
};

const inGetAtt = (argument: Json | undefined): readonly string[] => {
  if (argument === undefined) return [];
  return [String(Array.isArray(argument) ? argument[0] : argument).split('.')[0] ?? ''];
};

/** Every logical id or parameter that a value refers to, however deep. */
export const referencesOf = (value: Json): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(referencesOf);
  if (!isJsonObject(value)) return [];
  const own = [
    ...(typeof value.Ref === 'string' ? [value.Ref] : []),
    ...inGetAtt(value['Fn::GetAtt']),
    ...inSub(value['Fn::Sub']),
  ];
  return [...own, ...Object.values(value).flatMap(referencesOf)];
};
