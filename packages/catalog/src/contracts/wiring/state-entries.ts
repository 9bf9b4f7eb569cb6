import { arrayAt, isObject, type JsonObject, objectAt, stringAt } from '../../compiler/json.ts';
import { pointerTo } from '../../compiler/pointer.ts';
import { type Shape, shapeOfJson, unknown } from './shape.ts';
import { shapeOfJsonata, shapeOfJsonPath } from './state-shape.ts';

/** An entry that a state puts on a bus. */
export interface Entry {
  /** Leads to the entry in the definition. */
  readonly pointer: string;
  readonly source: Shape;
  readonly detailType: Shape;
  readonly detail: Shape;
  /** What the service would refuse, whatever the catalog says. */
  readonly refused?: string;
}

interface State {
  readonly pointer: string;
  readonly state: JsonObject;
  readonly language: string;
}

/** All states of a machine, those of its maps and branches too. */
const statesOf = (machine: JsonObject, pointer: string, language: string): readonly State[] =>
  Object.entries(objectAt(machine, 'States')).flatMap(([name, state]): readonly State[] => {
    if (!isObject(state)) return [];
    const at = pointerTo(pointer, 'States', name);
    const own = stringAt(state, 'QueryLanguage') ?? language;
    const inner = ['ItemProcessor', 'Iterator'].flatMap((field) =>
      isObject(state[field]) ? statesOf(state[field], pointerTo(at, field), own) : [],
    );
    const branches = arrayAt(state, 'Branches').flatMap((branch, index) =>
      isObject(branch) ? statesOf(branch, pointerTo(at, 'Branches', index), own) : [],
    );
    return [{ pointer: at, state, language: own }, ...inner, ...branches];
  });

/** "Add EventBridge events with Step Functions": the optimized integration takes Detail as JSON, the SDK's as text. */
const OPTIMIZED = /^arn:[\w-]+:states:::events:putEvents(\.waitForTaskToken)?$/;
const SDK = /^arn:[\w-]+:states:::aws-sdk:eventbridge:putEvents(\.waitForTaskToken)?$/;

/** JSON in a text is looked into; of a text that is made at run time nothing is known. */
const withinText = (detail: Shape): Shape => {
  if (detail.kind === 'typed' && detail.types.includes('string')) return unknown;
  if (detail.kind !== 'constant' || typeof detail.value !== 'string') return detail;
  try {
    return shapeOfJson(JSON.parse(detail.value), (value) => ({ kind: 'constant', value }));
  } catch {
    return detail;
  }
};

const fieldOf = (shape: Shape, name: string): Shape => {
  if (shape.kind !== 'object') return unknown;
  return shape.fields[name] ?? (shape.open === true ? unknown : { kind: 'constant', value: null });
};

const entriesOf = ({ pointer, state, language }: State): readonly Entry[] => {
  const resource = stringAt(state, 'Resource') ?? '';
  if (!OPTIMIZED.test(resource) && !SDK.test(resource)) return [];
  const field = language === 'JSONata' ? 'Arguments' : 'Parameters';
  const given =
    language === 'JSONata' ? shapeOfJson(state[field] ?? {}, shapeOfJsonata) : shapeOfJsonPath(state[field] ?? {});
  const entries = fieldOf(given, 'Entries');
  if (entries.kind !== 'array') return [];
  return entries.items.map((entry, index) => {
    const detail = fieldOf(entry, 'Detail');
    return {
      pointer: pointerTo(pointer, field, 'Entries', index),
      source: fieldOf(entry, 'Source'),
      detailType: fieldOf(entry, 'DetailType'),
      detail: withinText(detail),
      ...(SDK.test(resource) && detail.kind === 'object' ? { refused: 'JSON where PutEvents takes text' } : {}),
    };
  });
};

/** What the states of a machine in Amazon States Language put on buses. @throws what JSONata says of an expression */
export const entriesOfMachine = (machine: JsonObject): readonly Entry[] =>
  statesOf(machine, '', stringAt(machine, 'QueryLanguage') ?? 'JSONPath').flatMap(entriesOf);
