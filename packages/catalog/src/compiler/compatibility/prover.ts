import { isObject, objectAt } from '../json.ts';
import { accepts, acceptsAll } from './accepts.ts';
import { arrayRules } from './array-rules.ts';
import {
  type Conjunction,
  type Constraint,
  canonical,
  doubleNegation,
  flattened,
  isFalse,
  part,
  partsOf,
  resolved,
  saying,
  without,
} from './constraint.ts';
import { type Facts, factsOf, listedValues, someNumber } from './facts.ts';
import { fieldOf, itemOf, speaksOf } from './fields.ts';
import { type Gap, keywordOf, type Prover, type Question } from './gap.ts';
import { lengthPatterns, shortestOf } from './language.ts';
import { logicRules } from './logic-rules.ts';
import { objectRules } from './object-rules.ts';
import { scalarRules } from './scalar-rules.ts';

const rules = Object.entries({ ...scalarRules, ...objectRules, ...arrayRules, ...logicRules });
const mostSteps = 6000;
const mostBranches = 32;

/** Whether a rule has something to ask of a schema: `fields` and `items` read several keywords. */
const concerns = (keyword: string, { schema }: Constraint): boolean => keyword === 'fields' || keyword in schema;

/** A prover with a bound on its work: past it nothing more is shown, so a verdict is undecided rather than late. */
function newProver(): Prover {
  let steps = mostSteps;
  const make = (exact: Prover | undefined): Prover => {
    const prover: Prover = {
      believing: exact !== undefined,
      get exact() {
        return exact ?? prover;
      },
      gaps(source, target, at) {
        steps -= 1;
        const goal = doubleNegation(resolved(target));
        if (canonical(goal) === '{}') return [];
        if (steps < 0) return [{ keyword: 'complexity', at, source, target: goal, hints: [source] }];
        const have = unfolded(prover, source);
        return answer({ prover, source: have, facts: factsOf(have), target: goal, at });
      },
      impossible(nodes) {
        steps -= 1;
        return steps >= 0 && isImpossible(prover, unfolded(prover, nodes));
      },
    };
    return prover;
  };
  return make(make(undefined));
}

function answer(question: Question): readonly Gap[] {
  const { prover, source, target, at } = question;
  if (source.some((node) => canonical(node) === canonical(target)) || isImpossible(prover, source)) return [];
  if (isFalse(target)) return [{ keyword: keywordOf(target), at, source, target, hints: [source] }];
  const listed = listedValues(source, question.facts);
  if (listed !== undefined) return refusedValues(question, listed);
  const direct = rules.flatMap(([keyword, rule]) => (concerns(keyword, target) ? rule(question) : []));
  if (direct.length === 0) return [];
  const branches = split(source) ?? splitByType(question) ?? splitByValue(question);
  if (branches === undefined) return direct;
  return distinct(branches.flatMap((branch) => prover.gaps(branch, target, at)));
}

function refusedValues({ source, target, at }: Question, listed: readonly unknown[]): readonly Gap[] {
  const refused = listed.filter((value) => acceptsAll(source, value) && !accepts(target, value));
  if (refused.length === 0) return [];
  const said = ['enum', 'const', 'type', 'not', 'oneOf', 'anyOf'].find((keyword) => keyword in target.schema);
  const keyword = said ?? Object.keys(target.schema)[0] ?? keywordOf(target);
  return [{ keyword, at, source, target, hints: [], values: refused }];
}

const distinct = (gaps: readonly Gap[]): readonly Gap[] => {
  const key = ({ at, keyword, target, absent }: Gap): string =>
    JSON.stringify([at, keyword, target.file, target.pointer, absent]);
  const merged = new Map<string, Gap>();
  for (const each of gaps) {
    const known = merged.get(key(each));
    const values = [...(known?.values ?? []), ...(each.values ?? [])];
    const hints = [...(known?.hints ?? []), ...each.hints];
    merged.set(key(each), { ...(known ?? each), hints, ...(values.length === 0 ? {} : { values }) });
  }
  return [...merged.values()];
};

/** One more case for every branch of the first union, or for a condition that holds and that does not. */
function split(source: Conjunction): readonly Conjunction[] | undefined {
  for (const node of source) {
    const rest = (...keywords: readonly string[]): Conjunction => [
      ...source.filter((other) => other !== node),
      without(node, ...keywords),
    ];
    for (const keyword of ['oneOf', 'anyOf']) {
      const branches = partsOf(node, keyword);
      if (branches.length > 0 && branches.length <= mostBranches)
        return branches.map((branch) => [...rest(keyword), branch]);
    }
    const test = part(node, 'if');
    if (test === undefined) continue;
    const others = rest('if', 'then', 'else');
    const [then, otherwise] = [part(node, 'then'), part(node, 'else')];
    return [
      [...others, test, ...(then === undefined ? [] : [then])],
      [...others, saying(node, { not: test.schema }), ...(otherwise === undefined ? [] : [otherwise])],
    ];
  }
  return undefined;
}

const branching: readonly string[] = ['anyOf', 'oneOf', 'not', 'if'];

/** Where branches of the target have a type each, the source is asked type by type. */
function splitByType({ facts, source, target }: Question): readonly Conjunction[] | undefined {
  if (!branching.some((keyword) => keyword in target.schema)) return undefined;
  const types = new Set([...facts.kinds].map((kind) => (kind === 'integer' || kind === 'fraction' ? 'number' : kind)));
  return types.size < 2 ? undefined : [...types].map((type) => [...source, saying(target, { type })]);
}

/** Where the target has branches or conditions, the source is asked for each value of a field that lists them. */
function splitByValue({ facts, source, target }: Question): readonly Conjunction[] | undefined {
  if (!branching.some((keyword) => keyword in target.schema) || facts.kinds.size !== 1 || !facts.kinds.has('object'))
    return undefined;
  for (const name of facts.required) {
    if (!speaksOf(target, name)) continue;
    const holds = flattened(fieldOf(source, name));
    const values = listedValues(holds, factsOf(holds)) ?? [];
    if (values.length < 2 || values.length > mostBranches) continue;
    return values.map((value) => [...source, saying(target, { properties: { [name]: { const: value } } })]);
  }
  return undefined;
}

/** Flattened, with what conditions and dependencies come to where it is certain. */
function unfolded(prover: Prover, source: Conjunction): Conjunction {
  const flat = flattened(source);
  const more = flat.flatMap((node) => dependenciesOf(node, factsOf(flat)));
  const decided = flat
    .filter((node) => part(node, 'if') !== undefined)
    .flatMap((node) => decide(prover, flat, node) ?? []);
  if (decided.length === 0 && more.every((each) => flat.some((node) => canonical(node) === canonical(each))))
    return flat;
  const settled = new Set(decided.map(({ node }) => node));
  const rest = flat.map((node) => (settled.has(node) ? without(node, 'if', 'then', 'else') : node));
  return flattened([...rest, ...decided.flatMap(({ holds }) => holds), ...more]);
}

function dependenciesOf(node: Constraint, { required }: Facts): Conjunction {
  return Object.entries(objectAt(node.schema, 'dependencies')).flatMap(([name, needed]) => {
    if (!required.has(name)) return [];
    if (Array.isArray(needed)) return [saying(node, { required: needed })];
    const found = isObject(needed) || typeof needed === 'boolean' ? part(node, 'dependencies', name) : undefined;
    return found === undefined ? [] : [found];
  });
}

function decide(
  prover: Prover,
  flat: Conjunction,
  node: Constraint,
): { readonly node: Constraint; readonly holds: Conjunction } | undefined {
  const test = part(node, 'if');
  if (test === undefined) return undefined;
  const rest = flat.map((other) => (other === node ? without(node, 'if', 'then', 'else') : other));
  const branch = (keyword: string): Conjunction => {
    const found = part(node, keyword);
    return found === undefined ? [] : [found];
  };
  if (prover.exact.gaps(rest, test, []).length === 0) return { node, holds: branch('then') };
  return prover.exact.impossible([...rest, test]) ? { node, holds: branch('else') } : undefined;
}

function isImpossible(prover: Prover, nodes: Conjunction): boolean {
  const facts = factsOf(nodes);
  if (nodes.some(isFalse) || [...facts.kinds].every((kind) => isDead(prover, nodes, facts, kind))) return true;
  const listed = listedValues(nodes, facts);
  if (listed !== undefined) return !listed.some((value) => acceptsAll(nodes, value));
  return nodes.some((node) => {
    const rest = (keyword: string): Conjunction =>
      nodes.map((other) => (other === node ? without(node, keyword) : other));
    const excluded = part(node, 'not');
    if (excluded !== undefined && prover.exact.gaps(rest('not'), excluded, []).length === 0) return true;
    return ['anyOf', 'oneOf'].some((keyword) => {
      const branches = partsOf(node, keyword);
      return branches.length > 0 && branches.every((branch) => prover.impossible([...rest(keyword), branch]));
    });
  });
}

const noText = ({ patterns, length }: Facts): boolean =>
  patterns.length > 0 && shortestOf([...patterns, ...lengthPatterns(length)]) === 'none';

/** Whether no value of a kind can be valid. */
function isDead(prover: Prover, nodes: Conjunction, facts: Facts, kind: string): boolean {
  if (kind === 'integer' || kind === 'fraction') return !someNumber(facts);
  if (kind === 'string') return facts.length.least > facts.length.most || noText(facts);
  if (kind === 'array')
    return facts.items.least > facts.items.most || (facts.items.least > 0 && prover.impossible(itemOf(nodes, 0)));
  if (kind !== 'object') return false;
  return (
    facts.properties.least > facts.properties.most ||
    [...facts.required].some((name) => {
      const holds = fieldOf(nodes, name);
      return holds.length > 0 && prover.impossible(holds);
    })
  );
}

/** What keeps `source` from lying within `target`; empty when every value of the one is a value of the other. */
export const gapsBetween = (source: Constraint, target: Constraint): readonly Gap[] =>
  distinct(newProver().gaps([source], target, []));
