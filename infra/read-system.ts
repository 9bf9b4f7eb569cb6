import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Listener } from '@carillon/constructs/listener';
import { readHandlers } from '@carillon/constructs/read-handlers';
import { readLake } from '@carillon/runtime/lake-definition';
import type { System } from './system.ts';

/** generated/catalog.json, as far as infrastructure follows from it. */
interface Catalog {
  readonly bus: string;
  readonly consumers: readonly Listener[];
}

/** All that the template follows from, as it lies in the repository at `root`. */
export const readSystem = (root: string): System => {
  const catalog = JSON.parse(readFileSync(join(root, 'generated/catalog.json'), 'utf8')) as Catalog;
  return {
    busName: catalog.bus,
    listeners: catalog.consumers,
    handlers: readHandlers(root),
    lake: readLake(root),
    exportDefinition: readFileSync(join(root, 'src/workflows/fhir-export/state-machine.asl.json'), 'utf8'),
  };
};
