import { isObject } from '../../compiler/json.ts';
import { child, dereference, type SchemaNode, type Schemas } from '../../compiler/schema/schema-node.ts';
import { type Shape, shapeOfJson, typed, unknown } from './shape.ts';

const STEP = /\.([A-Za-z_][\w-]*)|\['([^']*)'\]|\[(\d+)\]/gy;

/** The fields and indexes that a path goes through; undefined for one that selects, which has no single end. */
const stepsOf = (path: string): readonly string[] | undefined => {
  const steps: string[] = [];
  STEP.lastIndex = 1;
  let end = 1;
  for (let found = STEP.exec(path); found !== null; found = STEP.exec(path)) {
    steps.push(found[1] ?? found[2] ?? found[3] ?? '');
    end = STEP.lastIndex;
  }
  return path.startsWith('$') && end === path.length ? steps : undefined;
};

/** Undefined where the schema names its fields and this is none of them; the schema `{}` where it leaves the field open. */
const stepInto = (schemas: Schemas, node: SchemaNode, step: string): SchemaNode | undefined => {
  const here = dereference(schemas, node);
  const found = child(here, 'properties', step);
  if (found !== undefined) return found;
  const further = /^\d+$/.test(step) ? child(here, 'items') : undefined;
  if (further !== undefined) return further;
  const { additionalProperties } = here.schema;
  if (isObject(additionalProperties)) return child(here, 'additionalProperties');
  const says =
    here.schema.properties !== undefined && here.schema.oneOf === undefined && here.schema.anyOf === undefined;
  return says ? undefined : { file: here.file, pointer: here.pointer, schema: {} };
};

/** What a JSONPath reads from a value of `input`'s schema; undefined where it leads nowhere. */
export const shapeAtPath = (schemas: Schemas, input: SchemaNode, path: string): Shape | undefined => {
  const steps = stepsOf(path);
  if (steps === undefined) return unknown;
  let here: SchemaNode | undefined = input;
  for (const step of steps) here = here === undefined ? undefined : stepInto(schemas, here, step);
  if (here === undefined) return undefined;
  const constant = dereference(schemas, here).schema.const;
  if (typeof constant === 'string') return { kind: 'constant', value: constant };
  return { kind: 'schema', node: here };
};

/** What a pipe's InputTemplate makes of its input. */
export interface TemplateShape {
  readonly shape: Shape;
  /** Paths that lead nowhere in the input. */
  readonly lost: readonly string[];
}

/** Stands for a gap outside quotes: no text of JSON has this character unescaped. */
const MARK = '\u0000';
const GAP = /<([^<>]+)>/y;

interface Marked {
  readonly text: string;
  readonly gaps: readonly string[];
}

/** The template with its gaps marked: a quoted one leaves its mark within the text, an unquoted one is a text of its own. */
const mark = (template: string): Marked => {
  const gaps: string[] = [];
  let text = '';
  let quoted = false;
  for (let at = 0; at < template.length; ) {
    GAP.lastIndex = at;
    const gap = GAP.exec(template);
    if (gap !== null) {
      const sign = `\\u0000${gaps.push(gap[1] ?? '') - 1}\\u0000`;
      text += quoted ? `${sign}q` : `"${sign}"`;
      at = GAP.lastIndex;
      continue;
    }
    if (template[at] === '"' && template[at - 1] !== '\\') quoted = !quoted;
    text += template[at];
    at += 1;
  }
  return { text, gaps };
};

/** `<aws.pipes.event>` is the event, the other names of Pipes are texts ("Reserved variables", Pipes input transformation). */
const reserved = (name: string, input: SchemaNode): Shape =>
  name === 'aws.pipes.event' || name === 'aws.pipes.event.json' ? { kind: 'schema', node: input } : typed('string');

/** The shape of what a template makes. @throws SyntaxError when it makes no JSON, as with an unclosed brace */
export const shapeOfTemplate = (schemas: Schemas, template: string, input: SchemaNode): TemplateShape => {
  const { text, gaps } = mark(template);
  const lost: string[] = [];
  const gapShape = (name: string): Shape => {
    if (!name.startsWith('$')) return reserved(name, input);
    const shape = shapeAtPath(schemas, input, name);
    if (shape === undefined) lost.push(name);
    return shape ?? unknown;
  };
  const leaf = (found: string): Shape => {
    if (!found.includes(MARK)) return { kind: 'constant', value: found };
    const [, index = '', rest] = found.split(MARK);
    const shape = gapShape(gaps[Number(index)] ?? '');
    return found.startsWith(MARK) && rest === '' ? shape : typed('string');
  };
  return { shape: shapeOfJson(JSON.parse(text), leaf), lost };
};
