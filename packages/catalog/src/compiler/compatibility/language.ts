import { type CodePoints, type Expression, parseExpression } from './expression.ts';
import { type Random, seeded } from './random.ts';

type Edge =
  | { readonly kind: 'free' | 'start' | 'end'; readonly to: number }
  | { readonly kind: 'set'; readonly set: CodePoints; readonly to: number };

/** Searches a text as a pattern does: state 0 begins, state 1 has found. */
interface Machine {
  readonly edges: readonly (readonly Edge[])[];
  readonly sets: readonly CodePoints[];
}

const everything: CodePoints = [[0, 0x10ffff]];
const mostStates = 6000;
const mostSteps = 6000;

/** Thompson's construction; the pattern may begin and end anywhere unless it is anchored. */
function machineOf(expression: Expression): Machine | undefined {
  const edges: Edge[][] = [[{ kind: 'set', set: everything, to: 0 }], [{ kind: 'set', set: everything, to: 1 }]];
  const fresh = (): number => edges.push([]) - 1;
  const add = (from: number, edge: Edge): void => void edges[from]?.push(edge);
  const build = (node: Expression, from: number): number => {
    if (edges.length > mostStates) return from;
    if (node.kind === 'sequence') return node.parts.reduce((state, each) => build(each, state), from);
    if (node.kind === 'repeat') return repeat(node, from);
    const to = fresh();
    if (node.kind === 'either') for (const each of node.parts) add(build(each, branch(from)), { kind: 'free', to });
    else if (node.kind === 'set') add(from, { kind: 'set', set: node.set, to });
    else add(from, { kind: node.kind, to });
    return to;
  };
  const branch = (from: number): number => {
    const to = fresh();
    add(from, { kind: 'free', to });
    return to;
  };
  const repeat = (node: Expression & { readonly kind: 'repeat' }, from: number): number => {
    let state = from;
    for (let count = 0; count < node.least && edges.length <= mostStates; count += 1) state = build(node.part, state);
    if (node.most === Number.POSITIVE_INFINITY) {
      const loop = branch(state);
      add(build(node.part, loop), { kind: 'free', to: loop });
      return branch(loop);
    }
    const end = fresh();
    for (let count = node.least; count < node.most && edges.length <= mostStates; count += 1) {
      add(state, { kind: 'free', to: end });
      state = build(node.part, branch(state));
    }
    add(state, { kind: 'free', to: end });
    return end;
  };
  add(build(expression, branch(0)), { kind: 'free', to: 1 });
  if (edges.length > mostStates) return undefined;
  return { edges, sets: edges.flat().flatMap((edge) => (edge.kind === 'set' ? [edge.set] : [])) };
}

/** All states that are reached without a character; anchors are passed where they hold. */
function closure(
  machine: Machine,
  states: Iterable<number>,
  holds: { readonly start: boolean; readonly end: boolean },
): readonly number[] {
  const reached = new Set(states);
  for (const state of reached)
    for (const edge of machine.edges[state] ?? [])
      if (edge.kind === 'free' || (edge.kind !== 'set' && holds[edge.kind])) reached.add(edge.to);
  return [...reached].sort((one, other) => one - other);
}

const has = (set: CodePoints, code: number): boolean => set.some(([least, most]) => code >= least && code <= most);

const after = (machine: Machine, states: readonly number[], code: number): readonly number[] =>
  closure(
    machine,
    states.flatMap((state) =>
      (machine.edges[state] ?? []).flatMap((edge) => (edge.kind === 'set' && has(edge.set, code) ? [edge.to] : [])),
    ),
    { start: false, end: false },
  );

/** One code point for every part of the alphabet that the sets tell apart, a readable one where there is one. */
function alphabet(sets: readonly CodePoints[]): readonly number[] {
  const starts = new Set([0, ...sets.flat().flatMap(([least, most]) => [least, most + 1])]);
  const sorted = [...starts].filter((code) => code <= 0x10ffff).sort((one, other) => one - other);
  return sorted.map((from, index) => {
    const to = (sorted[index + 1] ?? 0x110000) - 1;
    const readable = [97, 65, 48, 45, 33].find((code) => code >= from && code <= to);
    return readable ?? (from <= 32 && to > 32 ? 33 : from >= 0xd800 && from <= 0xdfff && to > 0xdfff ? 0xe000 : from);
  });
}

interface Configuration {
  readonly text: string;
  readonly states: readonly (readonly number[])[];
}

/** Lengths past this are not counted one by one. */
const longestCounted = 300;

/** Patterns for texts of at least and at most so many characters, as far as they are worth counting. */
export function lengthPatterns({ least, most }: { readonly least: number; readonly most: number }): readonly string[] {
  return [
    ...(least > 0 && least <= longestCounted ? [`^[\\s\\S]{${least},}$`] : []),
    ...(most <= longestCounted ? [`^[\\s\\S]{0,${most}}$`] : []),
  ];
}

/** Matches no text. */
const nothing = '[]';

/** The shortest text that matches all patterns; `none` if there is none, undefined where it cannot be told. */
export function shortestOf(patterns: readonly string[]): { readonly text: string } | 'none' | undefined {
  const answer = languageWithin(patterns, nothing);
  if (answer === undefined) return undefined;
  return answer.counterexample === undefined ? 'none' : { text: answer.counterexample };
}

interface Inclusion {
  readonly within: boolean;
  readonly counterexample?: string;
}

const answers = new Map<string, Inclusion | undefined>();

/**
 * Whether every text that matches all `patterns` matches `wanted`, else the shortest that does not. Undefined where it
 * cannot be told: the pattern is not regular, or there are more states than are worth a wait.
 */
export function languageWithin(patterns: readonly string[], wanted: string): Inclusion | undefined {
  const key = JSON.stringify([patterns, wanted]);
  if (!answers.has(key)) answers.set(key, searched(patterns, wanted));
  return answers.get(key);
}

function searched(patterns: readonly string[], wanted: string): Inclusion | undefined {
  const trees = [wanted, ...patterns].map(parseExpression);
  const machines = trees.map((tree) => (tree === undefined ? undefined : machineOf(tree)));
  if (!machines.every((machine) => machine !== undefined)) return undefined;
  const letters = alphabet(machines.flatMap(({ sets }) => sets));
  const found = (states: readonly (readonly number[])[], atStart: boolean): readonly boolean[] =>
    machines.map((machine, index) => closure(machine, states[index] ?? [], { start: atStart, end: true }).includes(1));
  const first = machines.map((machine) => closure(machine, [0], { start: true, end: false }));
  const seen = new Set([JSON.stringify(first)]);
  const queue: Configuration[] = [{ text: '', states: first }];
  for (const { text, states } of queue) {
    const [goal, ...given] = found(states, text === '');
    if (goal === false && given.every(Boolean)) return { within: false, counterexample: text };
    for (const code of letters) {
      const next = machines.map((machine, index) => after(machine, states[index] ?? [], code));
      const key = JSON.stringify(next);
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push({ text: text + String.fromCodePoint(code), states: next });
    }
    if (seen.size > mostSteps) return undefined;
  }
  return { within: true };
}

/** A text that matches, another one for another `random`; undefined where none is found. */
export function sampleOf(pattern: string, random: Random): string | undefined {
  const tree = parseExpression(pattern);
  if (tree === undefined) return undefined;
  const test = new RegExp(pattern, 'u');
  for (let attempt = 0; attempt < 12; attempt += 1) {
    const text = written(tree, random);
    if (test.test(text)) return text;
  }
  return undefined;
}

export const exampleOf = (pattern: string): string | undefined => sampleOf(pattern, seeded(7));

function written(node: Expression, random: Random): string {
  if (node.kind === 'sequence') return node.parts.map((each) => written(each, random)).join('');
  if (node.kind === 'either') return written(random.pick(node.parts), random);
  if (node.kind === 'set') return characterOf(node.set, random);
  if (node.kind !== 'repeat') return '';
  const most = Math.min(node.most, node.least + (random.next() < 0.8 ? 3 : 40));
  return Array.from({ length: random.between(node.least, most) }, () => written(node.part, random)).join('');
}

function characterOf(set: CodePoints, random: Random): string {
  const readable = [...'abcxyzABCXYZ0189-_ .,:é'].filter((one) => has(set, one.codePointAt(0) ?? 0));
  if (readable.length > 0) return random.pick(readable);
  const [least, most] = random.pick(set.length > 0 ? set : everything);
  return String.fromCodePoint(random.between(least, Math.min(most, least + 50)));
}
