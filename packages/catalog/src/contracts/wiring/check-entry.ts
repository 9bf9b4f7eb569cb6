import { type Diagnostic, fault } from '../../compiler/diagnostic.ts';
import { pointerTo } from '../../compiler/pointer.ts';
import type { CheckedCatalog, LoadedMessage } from '../../compiler/stages.ts';
import { mismatches } from './assignability.ts';
import type { Shape } from './shape.ts';

/** What is put on the bus at one place of a template. */
export interface Placed {
  readonly file: string;
  readonly pointer: string;
  readonly source: Shape;
  readonly detailType: Shape;
  readonly detail: Shape;
}

const textIn = (shape: Shape): string | undefined =>
  shape.kind === 'constant' && typeof shape.value === 'string' ? shape.value : undefined;

/** The messages that an entry may be; what is made at run time may be any. */
const candidates = (messages: readonly LoadedMessage[], { source, detailType }: Placed): readonly LoadedMessage[] =>
  messages.filter(
    (message) =>
      (source.kind !== 'constant' || source.value === message.source) &&
      (detailType.kind !== 'constant' || detailType.value === message.detailType),
  );

const undeclared = (placed: Placed, messages: readonly LoadedMessage[]): Diagnostic => {
  const [type, source] = [textIn(placed.detailType), textIn(placed.source)];
  const known = messages.find(({ detailType }) => detailType === type);
  return fault('wire-event-declared', placed.file, placed.pointer, {
    expected: known === undefined ? 'a detail-type of the catalog' : `the source ${known.source}`,
    received: known === undefined ? (type ?? 'a detail-type that is no text') : (source ?? 'a source that is no text'),
    fix: 'Correct it, or declare the event: carillon event new <Name> --domain <domain>.',
  });
};

/** An entry against the catalog: a declared event, from its own source, whose detail can be valid. */
export const checkEntry = ({ loaded }: CheckedCatalog, placed: Placed): readonly Diagnostic[] => {
  const { schemas, messages } = loaded;
  const possible = candidates(messages, placed);
  if (possible.length === 0) return [undeclared(placed, messages)];
  // Where the type is made at run time, the detail must do for one of those that it may be.
  const judged = possible
    .map((message) => {
      const root = { file: message.file, pointer: '', schema: schemas.get(message.file)?.schema ?? {} };
      return { message, found: mismatches(schemas, root, placed.detail) };
    })
    .toSorted((one, other) => one.found.length - other.found.length);
  const [nearest] = judged;
  return (nearest?.found ?? []).map(({ path, expected, received }) =>
    fault('wire-detail-valid', placed.file, placed.pointer, {
      message: `The detail can never be a valid ${nearest?.message.name}: ${pointerTo('', ...path) || 'the whole'}`,
      expected,
      received,
      fix: "Make the detail what the event's schema describes; an enrichment can turn one type into another.",
    }),
  );
};
