import { pointerTo } from '../pointer.ts';
import { changeRuleOf } from './change-rules.ts';
import { type Conjunction, canonical } from './constraint.ts';
import { type Difference, differences } from './differences.ts';
import type { EventSchema } from './event-schema.ts';
import type { Gap } from './gap.ts';
import { gapsBetween } from './prover.ts';
import { type Trial, trialOf, witnessOf } from './witness.ts';

/**
 * What two versions of a schema owe each other. `backward`: the new one reads all events of the old one. `forward`: the
 * old one reads all events of the new one. `full`: both.
 */
export const policies = ['backward', 'forward', 'full'] as const;
/** Who must understand whom: `backward`, new readers old events; `forward`, old readers new events; `full`, both. */
export type Policy = (typeof policies)[number];
export type Direction = Exclude<Policy, 'full'>;
/** Whether a change keeps the policy; `undecided` where neither a proof nor a witness was found. */
export type Verdict = 'compatible' | 'breaking' | 'undecided';

/** A difference between two schemas, and what it means to readers and writers. */
export interface Change extends Difference {
  readonly code: string;
  readonly sentence: string;
  readonly verdict: Verdict;
  /** Which half of the policy does not hold. */
  readonly direction?: Direction;
  /** An event that one version accepts and the other does not, each asked of Ajv. */
  readonly witness?: { readonly event: unknown };
  /** Why a verdict comes without a witness. */
  readonly reason?: string;
}

/** What a comparison of two schemas found. */
export interface Comparison {
  readonly verdict: Verdict;
  readonly changes: readonly Change[];
}

/** The verdict on two versions of an event's schema, and on every change between them. */
export function compareSchemas(before: EventSchema, after: EventSchema, policy: Policy): Comparison {
  if (canonical(before.root) === canonical(after.root)) return { verdict: 'compatible', changes: [] };
  const directions: readonly Direction[] = policy === 'full' ? ['backward', 'forward'] : [policy];
  const against = directions.flatMap((direction) => judge(before, after, direction));
  const kept = differences(before.root, after.root)
    .filter((difference) => !against.some((change) => isOf(change, difference)))
    .map(
      ({ keys: _, ...difference }): Change => ({
        ...difference,
        ...changeRuleOf(difference.keyword),
        verdict: 'compatible',
      }),
    );
  return { verdict: worst(against.map(({ verdict }) => verdict)), changes: distinct([...against, ...kept]) };
}

/** What is written in several branches of a union alike is told once, at the first. */
function distinct(changes: readonly Change[]): readonly Change[] {
  const seen = new Set<string>();
  return changes.filter(({ verdict, direction, keyword, field, before, after }) => {
    const key = JSON.stringify([verdict, direction, keyword, field, before, after]);
    return !seen.has(key) && seen.add(key);
  });
}

/** The worst of several verdicts; `compatible` for none. */
export const worst = (verdicts: readonly Verdict[]): Verdict =>
  (['breaking', 'undecided'] as const).find((verdict) => verdicts.includes(verdict)) ?? 'compatible';

const leaves: ReadonlySet<string> = new Set([
  ...['type', 'enum', 'const', 'required', 'format', 'pattern', 'multipleOf', 'uniqueItems', 'propertyNames'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'minLength', 'maxLength'],
  ...['minItems', 'maxItems', 'minProperties', 'maxProperties'],
]);

/** Whether a verdict is on this difference; one with schemas in it answers for all that lies within. */
const isOf = (change: Change, { keyword, field }: Difference): boolean =>
  leaves.has(keyword)
    ? change.keyword === keyword && change.field === field
    : change.field === field || change.field.startsWith(`${field}/`);

function judge(before: EventSchema, after: EventSchema, direction: Direction): readonly Change[] {
  const [source, target] = direction === 'backward' ? [before, after] : [after, before];
  const gaps = gapsBetween(source.root, target.root);
  if (gaps.length === 0) return [];
  const trial = trialOf(source, target);
  return gaps.map((gap) => ({ ...placed(gap, direction), ...verdictOn(gap, trial), direction }));
}

function placed(gap: Gap, direction: Direction): Difference & { readonly code: string; readonly sentence: string } {
  const { keyword, target } = gap;
  const own = said(gap.source, keyword);
  const [before, after] = direction === 'backward' ? [own?.value, asked(gap)] : [asked(gap), own?.value];
  const node = direction === 'backward' ? target : (own?.node ?? gap.source[0] ?? target);
  const pointer = keyword in node.schema ? pointerTo(node.pointer, keyword) : node.pointer;
  const field = pointerTo('', ...gap.at.map(({ shown }) => shown)).slice(0, gap.at.length === 0 ? 0 : undefined);
  return { ...changeRuleOf(keyword), keyword, field, at: { file: node.file, pointer }, before, after };
}

const asked = ({ keyword, target }: Gap): unknown =>
  keyword in target.schema ? target.schema[keyword] : target.schema;

function said(
  source: Conjunction,
  keyword: string,
): { readonly node: Conjunction[number]; readonly value: unknown } | undefined {
  const node = source.find(({ schema }) => keyword in schema);
  return node === undefined ? undefined : { node, value: node.schema[keyword] };
}

const largeSizes: ReadonlySet<string> = new Set([
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
]);
const largestSize = 20_000;

function verdictOn(gap: Gap, trial: Trial): Pick<Change, 'verdict' | 'witness' | 'reason'> {
  const event = witnessOf(gap, trial);
  if (event !== undefined) return { verdict: 'breaking', witness: { event } };
  const size = Number(gap.target.schema[gap.keyword]);
  if (largeSizes.has(gap.keyword) && size > largestSize)
    return {
      verdict: 'breaking',
      reason: `A witness would hold more than ${size} parts, more than is worth building.`,
    };
  return { verdict: 'undecided', reason: whyUndecided(gap, trial) };
}

function whyUndecided({ keyword }: Gap, { generated }: Trial): string {
  if (keyword === 'complexity') return 'The comparison was cut short: the schemas branch too often.';
  if (generated().both.length + generated().sourceOnly.length === 0)
    return 'No valid event could be made to start from. An example in the schema would help.';
  if (keyword === 'pattern')
    return 'The patterns could not be compared, and no text was found that matches the one and not the other.';
  return 'It could not be shown that all events stay valid, and no event was found that does not.';
}
