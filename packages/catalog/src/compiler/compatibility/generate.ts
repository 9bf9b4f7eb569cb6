import { objectAt } from '../json.ts';
import { type Conjunction, flattened, part, partsOf, saying, without } from './constraint.ts';
import { type Facts, factsOf, listedValues } from './facts.ts';
import { canHave, fieldOf, itemOf, namesOf, patternsOf, tupleLength } from './fields.ts';
import { sampleOf } from './language.ts';
import type { Random } from './random.ts';
import { numberFor, textFor } from './scalars.ts';

/** How many of the optional fields a value has. */
export type Fill = 'all' | 'some' | 'least';

/** Thrown where no value can be made; the maker tries again or gives up. */
export class NothingToMakeError extends Error {}

export interface Maker {
  readonly random: Random;
  readonly fill: Fill;
}

/**
 * A value that is likely to be valid against all schemas. `not`, the other branches of a oneOf and what contradicts
 * itself are left to the validator. @throws NothingToMakeError
 */
export function generate(nodes: Conjunction, maker: Maker): unknown {
  const chosen = withBranches(flattened(nodes), maker.random, 0);
  const facts = factsOf(chosen);
  const listed = listedValues(chosen, facts);
  if (listed !== undefined) return pick(listed, maker.random);
  const common = [...facts.kinds].filter((kind) => kind !== 'fraction' || !facts.kinds.has('integer'));
  const kind = pick(common, maker.random);
  if (kind === 'null') return null;
  if (kind === 'boolean') return maker.random.next() < 0.5;
  if (kind === 'string') return textFor(facts, maker.random);
  if (kind === 'array') return list(chosen, facts, maker);
  if (kind === 'object') return record(chosen, facts, maker);
  return numberFor(facts, maker.random);
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  if (items.length === 0) throw new NothingToMakeError();
  return random.pick(items);
}

/** One branch of every union, and every condition answered. */
function withBranches(nodes: Conjunction, random: Random, depth: number): Conjunction {
  if (depth > 8) return nodes;
  for (const node of nodes) {
    const others = nodes.filter((other) => other !== node);
    for (const keyword of ['oneOf', 'anyOf']) {
      const branches = partsOf(node, keyword);
      if (branches.length > 0)
        return withBranches(flattened([...others, without(node, keyword), random.pick(branches)]), random, depth + 1);
    }
    const test = part(node, 'if');
    if (test === undefined) continue;
    const holds = random.next() < 0.5;
    const taken = [holds ? test : undefined, part(node, holds ? 'then' : 'else')].filter((each) => each !== undefined);
    return withBranches(flattened([...others, without(node, 'if', 'then', 'else'), ...taken]), random, depth + 1);
  }
  return nodes;
}

const largest = 20_000;

function list(nodes: Conjunction, facts: Facts, maker: Maker): readonly unknown[] {
  const { least, most } = facts.items;
  if (least > largest) throw new NothingToMakeError();
  const wanted = nodes.map((node) => part(node, 'contains')).filter((found) => found !== undefined);
  const usual = maker.fill === 'least' ? least : Math.max(least, tupleLength(nodes), maker.random.between(1, 2));
  const count = Math.max(least, Math.min(most, Math.max(usual, wanted.length)));
  const values: unknown[] = [];
  const seen = new Set<string>();
  for (let attempt = 0; values.length < count && attempt < count * 8; attempt += 1) {
    const index = values.length;
    const extra = wanted[index];
    const value = generate([...itemOf(nodes, index), ...(extra === undefined ? [] : [extra])], maker);
    const key = JSON.stringify(value);
    if (facts.unique && seen.has(key)) continue;
    seen.add(key);
    values.push(value);
  }
  if (values.length < least) throw new NothingToMakeError();
  return values;
}

function record(nodes: Conjunction, facts: Facts, maker: Maker): Readonly<Record<string, unknown>> {
  if (facts.properties.least > 1000) throw new NothingToMakeError();
  const names = namesFor(nodes, facts, maker);
  const needs = [...names].flatMap((name) =>
    nodes.map((node) => part(node, 'dependencies', name)).filter((found) => found !== undefined),
  );
  if (needs.length > 0) {
    const rest = nodes.map((node) => without(node, 'dependencies'));
    const more = flattened([...rest, ...needs, ...having(nodes, names)]);
    return record(more, factsOf(more), maker);
  }
  return Object.fromEntries([...names].map((name) => [name, generate(fieldOf(nodes, name), maker)]));
}

const share: Readonly<Record<Fill, number>> = { all: 1, some: 0.5, least: 0 };

function namesFor(nodes: Conjunction, { required, properties }: Facts, { random, fill }: Maker): ReadonlySet<string> {
  const optional = nodes.flatMap(namesOf).filter((name) => canHave(nodes, name));
  const names = new Set(required);
  const fewer = (): boolean => names.size < properties.most;
  for (const name of optional) if (fewer() && random.next() < share[fill]) names.add(name);
  addDependencies(nodes, names);
  for (const name of optional) if (names.size < properties.least) names.add(name);
  for (let count = 0; names.size < properties.least && count < 2000; count += 1)
    names.add(newName(nodes, count, random));
  const patterns = fill === 'all' ? nodes.flatMap(patternsOf) : [];
  for (const pattern of patterns) if (fewer()) names.add(sampleOf(pattern, random) ?? 'another');
  return names;
}

const having = (nodes: Conjunction, names: ReadonlySet<string>): Conjunction => {
  const [first] = nodes;
  return first === undefined ? [] : [saying(first, { type: 'object', required: [...names] })];
};

function addDependencies(nodes: Conjunction, names: Set<string>): void {
  for (const name of names)
    for (const node of nodes) {
      const needed = objectAt(node.schema, 'dependencies')[name];
      if (Array.isArray(needed)) for (const each of needed) names.add(String(each));
    }
}

function newName(nodes: Conjunction, count: number, random: Random): string {
  const pattern = nodes.flatMap(patternsOf)[0];
  const names = nodes.map((node) => part(node, 'propertyNames')).filter((found) => found !== undefined);
  const value = names.length > 0 ? generate([...names], { random, fill: 'least' }) : undefined;
  if (typeof value === 'string') return value;
  return (pattern === undefined ? undefined : sampleOf(pattern, random)) ?? `another${count === 0 ? '' : count}`;
}
