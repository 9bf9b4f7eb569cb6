import type { HandlerSource } from '@carillon/constructs/handler-source';
import type { Listener } from '@carillon/constructs/listener';
import type { LakeDefinition } from '@carillon/runtime/lake-definition';

/** All that the template follows from: data, read once, so that the same input gives the same template. */
export interface System {
  readonly busName: string;
  readonly listeners: readonly Listener[];
  readonly handlers: readonly HandlerSource[];
  readonly lake: LakeDefinition;
  /** src/workflows/fhir-export/state-machine.asl.json */
  readonly exportDefinition: string;
}

/** The first of these folders that has a handler. @throws Error naming where it was looked for. */
export const handlerNamed = (system: System, ...names: readonly string[]): HandlerSource => {
  const found = names.flatMap((name) => system.handlers.filter((handler) => handler.name === name))[0];
  if (found !== undefined) return found;
  throw new Error(`There is no ${names.map((name) => `src/${name}/handler.ts`).join(' and no ')}.`);
};

/** The handlers in folders right below `folder`, by name. */
export const handlersBelow = (system: System, folder: string): readonly HandlerSource[] =>
  system.handlers
    .filter(({ name }) => name.startsWith(`${folder}/`) && !name.slice(folder.length + 1).includes('/'))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
