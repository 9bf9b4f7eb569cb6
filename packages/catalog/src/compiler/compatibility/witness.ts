import type { ErrorObject } from 'ajv';
import { arrayAt, isObject } from '../json.ts';
import type { Conjunction } from './constraint.ts';
import type { EventSchema } from './event-schema.ts';
import { anyItem, type Gap, type Step } from './gap.ts';
import { type Fill, generate, NothingToMakeError } from './generate.ts';
import { type Random, seeded } from './random.ts';

/** Events to start from: those that both versions accept show one change by itself. */
interface Bases {
  readonly both: readonly unknown[];
  readonly sourceOnly: readonly unknown[];
}

const fills: readonly Fill[] = ['all', 'some', 'least'];
const seed = 20_261_124;
const mostBases = 24;

function tryToMake(nodes: Conjunction, random: Random, fill: Fill): readonly unknown[] {
  try {
    return [generate(nodes, { random, fill })];
  } catch (error) {
    if (error instanceof NothingToMakeError) return [];
    throw error;
  }
}

const sorted = (source: EventSchema, target: EventSchema, events: readonly unknown[]): Bases => {
  const valid = events.filter((event) => source.errors(event).length === 0);
  const both = valid.filter((event) => target.errors(event).length === 0);
  const sourceOnly = valid.filter((event) => !both.includes(event));
  return { both: both.slice(0, mostBases * 2), sourceOnly: sourceOnly.slice(0, mostBases) };
};

/** Two versions, and the events with which they are tried: their own examples, and others where these do not do. */
export interface Trial {
  readonly source: EventSchema;
  readonly target: EventSchema;
  readonly examples: Bases;
  readonly generated: () => Bases;
}

export function trialOf(source: EventSchema, target: EventSchema): Trial {
  let made: Bases | undefined;
  const examples = [source, target].flatMap(({ root }) => arrayAt(root.schema, 'examples'));
  const generated = (): Bases => {
    const random = seeded(seed);
    made ??= sorted(
      source,
      target,
      Array.from({ length: 120 }, (_, index) =>
        tryToMake([source.root], random, fills[index % fills.length] ?? 'all'),
      ).flat(),
    );
    return made;
  };
  return { source, target, examples: sorted(source, target, examples), generated };
}

/** An event that is valid under the source and, for the gap's sake, invalid under the target. Both are asked of Ajv. */
export function witnessOf(gap: Gap, trial: Trial): unknown {
  const values = gap.absent === undefined ? candidates(gap) : [undefined];
  const attempts = [
    (): unknown => byChange(gap, trial, trial.examples.both, values),
    (): unknown => byChange(gap, trial, trial.generated().both, values),
    (): unknown => asItIs(gap, trial, trial.examples.sourceOnly, values),
    (): unknown => asItIs(gap, trial, trial.generated().sourceOnly, values),
  ];
  for (const attempt of attempts) {
    const event = attempt();
    if (event !== undefined) return event;
  }
  return undefined;
}

const proves = ({ source, target }: Trial, event: unknown): boolean =>
  source.errors(event).length === 0 && target.errors(event).length > 0;

/** From an event that both accept: what the change alone makes of it. */
function byChange(gap: Gap, trial: Trial, bases: readonly unknown[], values: readonly unknown[]): unknown {
  for (const base of bases)
    for (const event of values.flatMap((value) => changed(base, gap, value))) if (proves(trial, event)) return event;
  return undefined;
}

/** From an event that the target refuses already, if it is for the gap's sake. */
function asItIs(gap: Gap, trial: Trial, bases: readonly unknown[], values: readonly unknown[]): unknown {
  for (const base of bases) {
    const events = [base, ...values.flatMap((value) => changed(base, gap, value))];
    const event = events.find((each) => proves(trial, each) && concerns(gap, trial.target.errors(each)));
    if (event !== undefined) return event;
  }
  return undefined;
}

/** Keywords whose error is told above the place that it is about. */
const toldAbove: ReadonlySet<string> = new Set([
  ...['oneOf', 'anyOf', 'not', 'if', 'discriminator', 'false schema'],
  ...['additionalItems', 'additionalProperties', 'items', 'propertyNames'],
]);

const concerns = ({ absent, at }: Gap, errors: readonly ErrorObject[]): boolean =>
  errors.some(({ instancePath, keyword, params }) => {
    if (absent !== undefined && keyword === 'required') return params.missingProperty === absent;
    const deep = instancePath.split('/').length - 1 >= at.length;
    return (deep || toldAbove.has(keyword)) && startsAlike(instancePath, at);
  });

function candidates(gap: Gap): readonly unknown[] {
  const random = seeded(seed);
  const hints = gap.hints.length === 0 ? [gap.source] : gap.hints;
  const made = hints.flatMap((hint) =>
    Array.from({ length: 24 }, (_, index) => tryToMake(hint, random, fills[index % fills.length] ?? 'all')).flat(),
  );
  const twice =
    gap.keyword === 'uniqueItems' ? made.filter(Array.isArray).map((items) => items.map(() => items[0])) : [];
  const none = gap.keyword === 'contains' ? [[]] : [];
  const texts = new Map(
    [...(gap.values ?? []), ...none, ...twice, ...made].map((value) => [JSON.stringify(value), value]),
  );
  return [...texts.values()];
}

const startsAlike = (instancePath: string, at: readonly Step[]): boolean => {
  const tokens = instancePath.split('/').slice(1);
  return tokens.every((token, index) => at[index] === undefined || at[index].shown === '*' || at[index].name === token);
};

type Place = Pick<Gap, 'at' | 'absent'>;

/** The base with another value at the gap's place, or without the field; once for every place that fits. */
function changed(base: unknown, place: Place, value: unknown): readonly unknown[] {
  const { at, absent } = place;
  const [step, ...rest] = at;
  if (step === undefined) {
    if (absent === undefined) return [value];
    return isObject(base) ? [Object.fromEntries(Object.entries(base).filter(([name]) => name !== absent))] : [];
  }
  const deeper = { ...place, at: rest };
  if (Array.isArray(base)) {
    const indexes = step.name === '*' ? [...base.keys()].slice(0, 2) : [Number(step.name)];
    const places = base.length === 0 ? [0] : indexes.filter((index) => index <= base.length);
    return places.flatMap((index) =>
      begun(base[index], deeper, base)
        .flatMap((part) => changed(part, deeper, value))
        .map((item) => base.toSpliced(index, 1, item)),
    );
  }
  if (!isObject(base)) return [];
  const parts = begun(base[step.name], deeper, step.shown === '*' ? Object.values(base) : undefined);
  return parts.flatMap((part) => changed(part, deeper, value)).map((inner) => ({ ...base, [step.name]: inner }));
}

const mostSiblings = 3;

/** Where to go on: in the part that is there; for a key or an item that is not, in one like another, or in an empty one. */
function begun(part: unknown, { at, absent }: Place, siblings: readonly unknown[] | undefined): readonly unknown[] {
  const isWhole = at.length === 0 && absent === undefined;
  if (part !== undefined || isWhole || siblings === undefined) return [part];
  return [...siblings.slice(0, mostSiblings), at[0]?.name === anyItem.name ? [] : {}];
}
