import { isJsonObject, type Json } from './json.ts';

/**
 * Which properties of a CloudFormation resource are executed, and which make no difference on one machine. What a rule
 * does not name is refused when the template loads: nothing is accepted and then ignored in silence.
 */
export type PropertyRule =
  | { readonly kind: 'executed' }
  /** Accepted without effect; `why` says what makes that honest and is printed by the support table. */
  | { readonly kind: 'inert'; readonly why: string }
  | { readonly kind: 'oneOf'; readonly values: readonly Json[] }
  | { readonly kind: 'object'; readonly members: PropertyRules }
  | { readonly kind: 'list'; readonly item: PropertyRule };

export type PropertyRules = Readonly<Record<string, PropertyRule>>;

export const executed: PropertyRule = { kind: 'executed' };
export const inert = (why: string): PropertyRule => ({ kind: 'inert', why });
export const oneOf = (...values: readonly Json[]): PropertyRule => ({ kind: 'oneOf', values });
export const object = (members: PropertyRules): PropertyRule => ({ kind: 'object', members });
export const list = (item: PropertyRule): PropertyRule => ({ kind: 'list', item });

export interface PropertyFault {
  readonly code: 'PROPERTY' | 'VALUE';
  readonly path: string;
  readonly received: string;
  readonly mend: string;
}

/** `Ref` or `Fn::…`: its value is not known before the resource it points to is made. */
const isIntrinsic = (value: Json): boolean =>
  isJsonObject(value) && Object.keys(value).length === 1 && /^(Ref$|Fn::)/.test(Object.keys(value)[0] ?? '');

const checkOne = (value: Json, rule: PropertyRule, path: string): readonly PropertyFault[] => {
  if (isIntrinsic(value)) return [];
  switch (rule.kind) {
    case 'executed':
    case 'inert':
      return [];
    case 'oneOf':
      if (rule.values.some((allowed) => allowed === value || String(allowed) === String(value))) return [];
      return [
        { code: 'VALUE', path, received: JSON.stringify(value), mend: `Use one of ${JSON.stringify(rule.values)}.` },
      ];
    case 'object':
      return isJsonObject(value)
        ? checkProperties(value, rule.members, path)
        : [{ code: 'VALUE', path, received: JSON.stringify(value), mend: 'An object is expected here.' }];
    case 'list': {
      const items: readonly Json[] = Array.isArray(value) ? value : [value];
      return items.flatMap((item, index) => checkOne(item, rule.item, `${path}/${index}`));
    }
  }
};

/** All faults of `properties` under `rules`, with JSON pointers below `at`. */
export const checkProperties = (
  properties: Readonly<Record<string, Json>>,
  rules: PropertyRules,
  at = '',
): readonly PropertyFault[] =>
  Object.entries(properties).flatMap(([name, value]) => {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (rule !== undefined) return checkOne(value, rule, `${at}/${name}`);
    const known = Object.keys(rules).join(', ');
    const mend = `The local cloud does not execute it: leave it out, or teach the service. Executed here: ${known}.`;
    return [{ code: 'PROPERTY' as const, path: `${at}/${name}`, received: JSON.stringify(value).slice(0, 200), mend }];
  });
