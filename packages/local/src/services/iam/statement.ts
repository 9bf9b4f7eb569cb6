import { RefusedError } from '../../kernel/errors.ts';
import { isJsonObject, type Json } from '../../kernel/json.ts';
import type { Permission } from '../../kernel/operations.ts';
import { glob, type Match } from '../../patterns/wildcard.ts';
import { type Condition, type Context, compileCondition } from './condition.ts';

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  applies(permission: Permission, context: Context): boolean;
}

const MEMBERS = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

const textsOf = (value: Json | undefined, path: string): readonly string[] => {
  const all = Array.isArray(value) ? value : [value];
  if (all.every((each): each is string => typeof each === 'string')) return all;
  throw new RefusedError(path, JSON.stringify(value) ?? 'nothing', 'Give a string or a list of strings.');
};

/** One of a pair such as Action and NotAction: exactly one of them must be there. */
const eitherOf = (
  statement: { readonly [name: string]: Json },
  name: string,
  path: string,
  compile: (text: string) => Match,
): Match => {
  const positive = statement[name];
  const negative = statement[`Not${name}`];
  if ((positive === undefined) === (negative === undefined))
    throw new RefusedError(path, JSON.stringify(statement), `Give either ${name} or Not${name}.`);
  const matches = textsOf(positive ?? negative, `${path}/${positive === undefined ? 'Not' : ''}${name}`).map(compile);
  const some: Match = (text) => matches.some((match) => match(text));
  return positive === undefined ? (text) => !some(text) : some;
};

/** Policy variables (IAM User Guide, "IAM policy elements: Variables and tags") would have to be filled in at each call. */
const withoutVariables = (text: string, path: string): string => {
  if (!/\$\{[^}]*\}/.test(text)) return text;
  throw new RefusedError(path, text, 'The local iam fills in no policy variables: name the resource.');
};

const compileStatement = (statement: Json, path: string): Statement => {
  if (!isJsonObject(statement)) throw new RefusedError(path, JSON.stringify(statement), 'A statement is an object.');
  const unknown = Object.keys(statement).find((name) => !MEMBERS.includes(name));
  if (unknown !== undefined)
    throw new RefusedError(`${path}/${unknown}`, unknown, `Known here: ${MEMBERS.join(', ')}.`);
  const effect = statement.Effect;
  if (effect !== 'Allow' && effect !== 'Deny')
    throw new RefusedError(`${path}/Effect`, JSON.stringify(effect) ?? 'nothing', 'Use Allow or Deny.');
  // Actions have no case (IAM JSON policy elements: Action); resources do.
  const action = eitherOf(statement, 'Action', path, (text) => glob(text.toLowerCase()));
  const resource = eitherOf(statement, 'Resource', path, (text) => glob(withoutVariables(text, `${path}/Resource`)));
  const condition: Condition = compileCondition(statement.Condition, `${path}/Condition`);
  return {
    effect,
    applies: (permission, context) =>
      action(permission.action.toLowerCase()) && resource(permission.resource) && condition(context),
  };
};

/**
 * The statements of an identity-based policy.
 * @throws RefusedError for an element that would otherwise be passed over.
 */
export const compilePolicy = (document: Json | undefined, path: string): readonly Statement[] => {
  if (!isJsonObject(document))
    throw new RefusedError(path, JSON.stringify(document) ?? 'nothing', 'A policy is an object.');
  const { Statement: given = [] } = document;
  const statements: readonly Json[] = Array.isArray(given) ? given : [given];
  return statements.map((each, index) => compileStatement(each, `${path}/Statement/${index}`));
};
