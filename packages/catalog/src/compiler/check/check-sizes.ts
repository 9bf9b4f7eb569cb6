import { type Diagnostic, fault } from '../diagnostic.ts';
import { arrayAt } from '../json.ts';
import { pointerTo } from '../pointer.ts';
import { child, rootOf, type SchemaNode } from '../schema/schema-node.ts';
import type { SchemaView } from '../schema/view.ts';
import { largestOf } from '../size/largest.ts';
import { type Check, eachSchema } from './each-schema.ts';

/** "The total entry size must be less than 256KB" (EventBridge User Guide, "Calculating PutEvents event entry size"). */
const LIMIT = 256 * 1024;
/** For what is the same in every event: its metadata, source, detail-type and time. */
const SET_ASIDE = 4 * 1024;

const held = eachSchema((view) =>
  view.file.place.kind !== 'event' || view.file.schema['x-claim-check'] === true
    ? []
    : [...checkExamples(view), ...checkLargest(view)],
);

/** Whether an event fits on the bus: its examples, and the largest one that its schema admits. What is not sent any more is not asked. */
export const checkSizes: Check = (loaded) => {
  const sent = new Set(loaded.messages.map(({ file }) => file));
  return held(loaded).filter(({ at }) => sent.has(at.file));
};

const fix = 'Bound it by maxLength, maxItems or maxProperties, or let it travel as a claim: "x-claim-check": true.';

function checkExamples({ file: { file, schema } }: SchemaView): readonly Diagnostic[] {
  return arrayAt(schema, 'examples').flatMap((example, index) => {
    const bytes = Buffer.byteLength(JSON.stringify(example), 'utf8') + SET_ASIDE;
    if (bytes < LIMIT) return [];
    const received = `${bytes} bytes with what is around it`;
    return [fault('event-fits-bus', file, pointerTo('/examples', index), { expected: under, received, fix })];
  });
}

const under = `less than ${LIMIT} bytes, or a claim check`;

function checkLargest({ schemas, file }: SchemaView): readonly Diagnostic[] {
  const data = child(rootOf(file), 'properties', 'data');
  if (data === undefined) return [];
  const { bytes, unbounded } = largestOf(schemas, data);
  const open = unbounded.length === 0 ? [] : [boundless(file.file, data.pointer, unbounded)];
  if (bytes + SET_ASIDE < LIMIT) return open;
  const received = `${bytes + SET_ASIDE} bytes at most with what is around it`;
  return [...open, fault('event-fits-bus', file.file, data.pointer, { expected: under, received, fix })];
}

/** One warning for an event, at the first place in its own file. */
function boundless(file: string, otherwise: string, unbounded: readonly SchemaNode[]): Diagnostic {
  const own = unbounded.find((node) => node.file === file);
  const said = unbounded.map((node) => `${node.file === file ? '' : node.file}${node.pointer}`);
  const places = [...new Set(said)];
  const [first = '', ...more] = places;
  const received = `no bound at ${first}${more.length === 0 ? '' : `, and at ${more.length} more`}`;
  const at = own?.pointer ?? otherwise;
  return fault('event-bounded', file, at, {
    expected: 'a bound on every text, list and map, or a claim check',
    received,
    fix,
  });
}
