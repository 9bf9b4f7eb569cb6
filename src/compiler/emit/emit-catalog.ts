import type { Emission, VersionedCatalog } from '../stages.ts';
import { catalogJson } from './catalog-json.ts';
import { descriptorModule } from './descriptor-module.ts';
import { eventModule } from './event-module.ts';
import { eventsModule } from './events-module.ts';
import { sharedModule } from './shared-module.ts';
import { subscriptionsModule } from './subscriptions-module.ts';
import { validatorDeclaration, validatorModule } from './validator-module.ts';
import { validatorRuntime, validatorRuntimeDeclaration } from './validator-runtime.ts';

/**
 * Writes everything that follows from a catalog. A file per event and per shared type depends on its own schema and the
 * names of those it refers to; only events.ts, subscriptions.ts and catalog.json know the whole.
 */
export async function emit(catalog: VersionedCatalog): Promise<Emission> {
  const { events, shared } = catalog.checked;
  const { schemas } = catalog.checked.loaded;
  const files = new Map<string, string>([
    ['package.json', `${JSON.stringify({ private: true, type: 'module', sideEffects: false }, null, 2)}\n`],
    ['catalog.json', catalogJson(catalog)],
    ['descriptor.ts', descriptorModule()],
    ['events.ts', eventsModule(events)],
    ['subscriptions.ts', subscriptionsModule(catalog.checked)],
    ['validators/runtime.js', await validatorRuntime()],
    ['validators/runtime.d.ts', validatorRuntimeDeclaration()],
  ]);
  for (const file of shared) files.set(sharedPath(file.file), await sharedModule(schemas, file));
  for (const event of events) {
    const path = `${event.domain}/${event.schemaId.split('/')[1]}`;
    files.set(`events/${path}.ts`, await eventModule(schemas, event));
    files.set(`validators/${path}.js`, await validatorModule(schemas, event.file));
    files.set(`validators/${path}.d.ts`, validatorDeclaration(event.file));
  }
  return { files: new Map([...files].toSorted(([one], [other]) => (one < other ? -1 : 1))) };
}

const sharedPath = (file: string): string => file.replace(/^catalog\//, '').replace(/\.json$/, '.ts');
