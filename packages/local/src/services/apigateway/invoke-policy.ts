import { glob } from '../../patterns/wildcard.ts';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === 'string');

/** Letters in any case, of the action's name and of the method in its ARN. */
const matches = (pattern: string, text: string): boolean => glob(pattern.toLowerCase())(text.toLowerCase());

const applies = (statement: Readonly<Record<string, unknown>>, methodArn: string): boolean =>
  textsOf(statement.Action).some((action) => matches(action, 'execute-api:Invoke')) &&
  textsOf(statement.Resource).some((resource) => matches(resource, methodArn));

export type Verdict = 'ALLOW' | 'DENY' | 'EXPLICIT_DENY' | 'MALFORMED';

/** What an authorizer's policy document says about a method: an explicit deny wins, nothing said is a denial. */
export const judgePolicy = (document: unknown, methodArn: string): Verdict => {
  const statements = isRecord(document) ? document.Statement : undefined;
  const list: readonly unknown[] = Array.isArray(statements) ? statements : [statements];
  if (!list.every(isRecord)) return 'MALFORMED';
  const effects = list.filter((statement) => applies(statement, methodArn)).map(({ Effect }) => Effect);
  if (effects.includes('Deny')) return 'EXPLICIT_DENY';
  return effects.includes('Allow') ? 'ALLOW' : 'DENY';
};
