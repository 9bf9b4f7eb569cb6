import { arrayAt, isObject, type JsonObject, show } from '../json.ts';
import { pointerTo, valueAt } from '../pointer.ts';
import type { RuleCode } from '../rules.ts';
import { child, dereference, type SchemaNode, type Schemas } from '../schema/schema-node.ts';
import type { Narrowing } from '../stages.ts';
import { allowedValues } from './allowed-words.ts';
import { type FieldView, fieldViews } from './field-views.ts';
import { couldMatch, isScalarOnly, sharesStar } from './matcher.ts';
import {
  asksForAbsence,
  asksForPresence,
  commonNarrowings,
  leafNarrowing,
  present,
  tagNarrowings,
} from './narrowings.ts';
import { withoutOverridden } from './overridden.ts';
import { matcherPaths } from './pattern-syntax.ts';

/** Why a pattern can never match. The path leads into the pattern. */
export interface Reason {
  readonly code: RuleCode;
  readonly path: readonly string[];
  readonly expected: string;
  readonly received: string;
}

/** Whether a pattern can match: no reasons against it if it can, and what it says of fields. */
export interface Verdict {
  /** Empty where the pattern can match. */
  readonly reasons: readonly Reason[];
  /** What is known of an event that matched. */
  readonly narrowings: readonly Narrowing[];
  /** The matchers that could match, as the pointers of their places in the pattern. */
  readonly live: readonly string[];
}

const possible: Verdict = { reasons: [], narrowings: [], live: [] };

/** Whether an object for which all `nodes` hold can match `pattern`. */
export function judgePattern(schemas: Schemas, nodes: readonly SchemaNode[], pattern: JsonObject): Verdict {
  const { rest, overridden } = withoutOverridden(pattern);
  const verdict = judgeFields(schemas, nodes, rest, []);
  const unjudged = overridden.flatMap((path) => matcherPaths(valueAt(pattern, pointerTo('', ...path)), path));
  return { ...verdict, live: [...verdict.live, ...unjudged.map((path) => path.join('/'))] };
}

/**
 *   the object's views      a pattern's fields       a view stays if every field can match in it;
 *   (branches of oneOf)  x  (all must match)     ->  none left: the reasons why; some gone: that narrows the tag
 */
function judgeFields(
  schemas: Schemas,
  nodes: readonly SchemaNode[],
  pattern: JsonObject,
  path: readonly string[],
): Verdict {
  const views = fieldViews(schemas, nodes);
  const keys = Object.keys(pattern);
  const table = views.map((view) => keys.map((key) => judgeField(schemas, view, key, pattern[key], path)));
  const surviving = table.filter((row) => row.every(({ reasons }) => reasons.length === 0));
  const live = table.flatMap((row) => row.flatMap((verdict) => verdict.live));
  if (surviving.length === 0) return { reasons: reasonsOf(table, keys, path), narrowings: [], live };
  const remaining = views.filter((_, index) => table[index]?.every(({ reasons }) => reasons.length === 0));
  return {
    reasons: [],
    narrowings: [
      ...commonNarrowings(surviving.map((row) => row.flatMap(({ narrowings }) => narrowings))),
      ...tagNarrowings(schemas, views, remaining, path),
    ],
    live,
  };
}

/** A field that no view allows gives its reasons, known fields before unknown ones; else it is the combination. */
function reasonsOf(
  table: readonly (readonly Verdict[])[],
  keys: readonly string[],
  path: readonly string[],
): readonly Reason[] {
  const never = keys.flatMap((_, column) => {
    const verdicts = table.map((row) => row[column] ?? possible);
    if (verdicts.some(({ reasons }) => reasons.length === 0)) return [];
    const known = verdicts.find(({ reasons }) => reasons.every(({ code }) => code !== 'pattern-field-known'));
    return (known ?? verdicts[0])?.reasons ?? [];
  });
  if (never.length > 0) return never;
  const expected = 'fields that one branch of the schema allows together';
  return [{ code: 'pattern-value-possible', path, expected, received: keys.join(', ') }];
}

/** Whether a field's part of a pattern also holds when the field is not there. */
const holdsWithout = (wanted: unknown): boolean =>
  isObject(wanted) ? !asksForPresence(wanted) : asksForAbsence(wanted);

function judgeField(schemas: Schemas, view: FieldView, key: string, wanted: unknown, path: readonly string[]): Verdict {
  const at = [...path, key];
  if (key === '$or') return judgeEither(schemas, view, wanted, at);
  const nodes = view.fields.get(key);
  if (nodes !== undefined) return judgeKnown(schemas, { view, key, nodes }, wanted, at);
  if (view.open) return { ...possible, live: matcherPaths(wanted, at).map((matcher) => matcher.join('/')) };
  return holdsWithout(wanted) ? possible : { ...possible, reasons: [unknownField(view, at)] };
}

interface KnownField {
  readonly view: FieldView;
  readonly key: string;
  readonly nodes: readonly SchemaNode[];
}

function judgeKnown(
  schemas: Schemas,
  { view, key, nodes }: KnownField,
  wanted: unknown,
  at: readonly string[],
): Verdict {
  const { elements, array } = withoutArrays(schemas, nodes);
  const required = view.required.has(key);
  if (Array.isArray(wanted)) return judgeLeaf(schemas, { elements, array, required }, wanted, at);
  // Within an object that may be missing, or an array that may be empty, every field may be absent.
  if (!isObject(wanted) || ((array || !required) && holdsWithout(wanted))) return possible;
  const verdict = judgeFields(schemas, elements, wanted, at);
  const presence = required || !asksForPresence(wanted) ? [] : [present(at)];
  return { ...verdict, narrowings: array ? presence : [...presence, ...verdict.narrowings] };
}

/** `$or` holds if one of its patterns does; it narrows nothing. */
function judgeEither(schemas: Schemas, view: FieldView, wanted: unknown, at: readonly string[]): Verdict {
  const verdicts = (Array.isArray(wanted) ? wanted : []).filter(isObject).map((pattern, index) => {
    const fields = Object.keys(pattern).map((key) =>
      judgeField(schemas, view, key, pattern[key], [...at, String(index)]),
    );
    return { reasons: fields.flatMap(({ reasons }) => reasons), live: fields.flatMap(({ live }) => live) };
  });
  const live = verdicts.flatMap((verdict) => verdict.live);
  const holds = verdicts.length === 0 || verdicts.some(({ reasons }) => reasons.length === 0);
  return { reasons: holds ? [] : verdicts.flatMap(({ reasons }) => reasons), narrowings: [], live };
}

interface Leaf {
  readonly elements: readonly SchemaNode[];
  readonly array: boolean;
  readonly required: boolean;
}

function judgeLeaf(schemas: Schemas, leaf: Leaf, matchers: readonly unknown[], at: readonly string[]): Verdict {
  const matching = matchers.map((matcher, index) => {
    const absent = isObject(matcher) && matcher.exists === false;
    if (absent) return leaf.array || !leaf.required || !isScalarOnly(schemas, leaf.elements);
    return sharesStar(matchers.slice(0, index), matcher) || couldMatch(schemas, leaf.elements, matcher);
  });
  const live = matching.flatMap((matches, index) => (matches ? [[...at, String(index)].join('/')] : []));
  if (!matching.includes(true)) {
    const received = matchers.map(show).join(', ');
    return {
      reasons: [
        { code: 'pattern-value-possible', path: at, expected: allowedValues(schemas, leaf.elements), received },
      ],
      narrowings: [],
      live,
    };
  }
  const matched = matchers.filter((_, index) => matching[index]);
  return { reasons: [], narrowings: leaf.array ? [] : leafNarrowing(matched, leaf.required, at), live };
}

function unknownField(view: FieldView, path: readonly string[]): Reason {
  const expected = `one of ${[...view.fields.keys()].join(', ') || 'no fields'}`;
  return { code: 'pattern-field-known', path, expected, received: path.at(-1) ?? '' };
}

/** EventBridge matches an array if one of its elements matches (User Guide, "Arrays in event patterns"). */
function withoutArrays(
  schemas: Schemas,
  nodes: readonly SchemaNode[],
): { readonly elements: readonly SchemaNode[]; readonly array: boolean } {
  const targets = nodes.map((node) => dereference(schemas, node));
  if (targets.some((target) => branchesAt(schemas, target).some(isArray))) return { elements: [], array: true };
  if (!targets.some(isArray)) return { elements: targets, array: false };
  const items = targets.map((target) => child(target, 'items')).filter((item) => item !== undefined);
  return { elements: withoutArrays(schemas, items).elements, array: true };
}

const isArray = ({ schema }: SchemaNode): boolean => [schema.type].flat().includes('array') || 'items' in schema;

function branchesAt(schemas: Schemas, node: SchemaNode): readonly SchemaNode[] {
  return ['oneOf', 'anyOf', 'allOf'].flatMap((keyword) =>
    arrayAt(node.schema, keyword)
      .map((_, index) => child(node, keyword, index))
      .filter((branch) => branch !== undefined)
      .map((branch) => dereference(schemas, branch)),
  );
}
