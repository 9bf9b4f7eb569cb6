import { type Diagnostic, fault } from '../../compiler/diagnostic.ts';
import { isObject, type JsonObject } from '../../compiler/json.ts';
import { pointerTo } from '../../compiler/pointer.ts';
import type { CheckedCatalog } from '../../compiler/stages.ts';
import { checkEntry } from './check-entry.ts';
import { type Entry, entriesOfMachine } from './state-entries.ts';
import { resourcesOf, type Template, textOf } from './template.ts';

const definitionOf = ({ Definition, DefinitionString }: JsonObject): JsonObject | undefined => {
  if (isObject(Definition)) return Definition;
  const value: unknown = JSON.parse(textOf(DefinitionString) ?? 'null');
  return isObject(value) ? value : undefined;
};

const checkOne = (catalog: CheckedCatalog, file: string, place: string, entry: Entry): readonly Diagnostic[] => {
  const pointer = `${place}#${entry.pointer}`;
  const { source, detailType, detail, refused } = entry;
  const said = checkEntry(catalog, { file, pointer, source, detailType, detail });
  if (refused === undefined) return said;
  const fix = 'Use States.JsonToString or $string, or the optimized integration events:putEvents.';
  return [...said, fault('wire-readable', file, pointer, { expected: 'Detail as text', received: refused, fix })];
};

/**
 * The state machines of a template: what their states put on the bus, against the catalog. A place leads to the
 * definition, and after `#` into it.
 */
export const checkMachines = (catalog: CheckedCatalog, template: Template): readonly Diagnostic[] =>
  resourcesOf(template, 'AWS::StepFunctions::StateMachine').flatMap(({ id, properties }) => {
    const field = properties.Definition === undefined ? 'DefinitionString' : 'Definition';
    const place = pointerTo('/Resources', id, 'Properties', field);
    try {
      const machine = definitionOf(properties);
      if (machine === undefined) throw new SyntaxError('It is no object');
      return entriesOfMachine(machine).flatMap((entry) => checkOne(catalog, template.file, place, entry));
    } catch (error) {
      const received =
        error instanceof Error ? error.message : String((error as { message?: unknown }).message ?? error);
      const fix = 'See "Amazon States Language"; expressions are JSONata.';
      return [
        fault('wire-readable', template.file, place, { expected: 'a state machine that can be read', received, fix }),
      ];
    }
  });
