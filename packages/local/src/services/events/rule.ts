import type { Journal } from '../../kernel/journal.ts';
import type { Json } from '../../kernel/json.ts';
import { type CompiledPattern, compilePattern } from '../../patterns/pattern.ts';
import type { TargetInput } from '../../templating/input-transformer.ts';

export interface RuleTarget extends TargetInput {
  readonly id: string;
  readonly arn: string;
  readonly roleArn?: string;
  readonly deadLetterArn?: string;
  readonly maximumEventAgeSeconds: number;
  readonly maximumRetryAttempts: number;
  readonly parameters: Readonly<Record<string, Json>>;
}

export interface Rule {
  readonly name: string;
  readonly bus: string;
  readonly arn: string;
  /** As it was given: text keeps keys that come twice. */
  readonly pattern: string;
  readonly state: 'ENABLED' | 'DISABLED';
  readonly description?: string;
  readonly roleArn?: string;
  readonly targets: readonly RuleTarget[];
}

export interface Rules {
  get(bus: string, name: string): Rule | undefined;
  of(bus: string): readonly Rule[];
  /** @throws AwsError InvalidEventPatternException */
  put(rule: Rule): void;
  remove(bus: string, name: string): void;
  matching(bus: string, event: Json): readonly Rule[];
}

const keyOf = (bus: string, name: string): string => `${bus}/${name}`;

/** Rules by bus; their patterns are compiled once and kept beside the journal, which holds the rules themselves. */
export const rulesOn = (journal: Journal): Rules => {
  const table = journal.table<Rule>('events_rules');
  const compiled = new Map<string, { readonly pattern: string; readonly matcher: CompiledPattern }>();
  const cache = new Map<string, readonly Rule[]>();

  const matcherOf = (rule: Rule): CompiledPattern => {
    const key = keyOf(rule.bus, rule.name);
    const known = compiled.get(key);
    if (known?.pattern === rule.pattern) return known.matcher;
    const matcher = compilePattern(rule.pattern);
    compiled.set(key, { pattern: rule.pattern, matcher });
    return matcher;
  };
  const of = (bus: string): readonly Rule[] => {
    const known = cache.get(bus);
    if (known !== undefined) return known;
    const rules = table.scan({ prefix: `${bus}/` }).map(([, rule]) => rule);
    cache.set(bus, rules);
    return rules;
  };
  return {
    get: (bus, name) => table.get(keyOf(bus, name)),
    of,
    put(rule) {
      matcherOf(rule);
      table.put(keyOf(rule.bus, rule.name), rule);
      cache.delete(rule.bus);
    },
    remove(bus, name) {
      table.delete(keyOf(bus, name));
      compiled.delete(keyOf(bus, name));
      cache.delete(bus);
    },
    matching: (bus, event) => of(bus).filter((rule) => rule.state === 'ENABLED' && matcherOf(rule).matches(event)),
  };
};
