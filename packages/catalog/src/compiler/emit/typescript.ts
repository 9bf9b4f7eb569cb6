import type { CheckedEvent } from '../stages.ts';
import { catalogJson } from './catalog-json.ts';
import type { Emitter } from './emitter.ts';
import { eventModule } from './event-module.ts';
import { eventsModule } from './events-module.ts';
import { olderConstants } from './older-versions.ts';
import { sharedModule } from './shared-module.ts';
import { subscriptionsModule } from './subscriptions-module.ts';
import { sharedValidatorModule, validatorDeclaration, validatorModule, validatorPath } from './validator-module.ts';
import { validatorRuntime, validatorRuntimeDeclaration } from './validator-runtime.ts';

/** `<domain>/<event-kebab>`: where an event's own files lie, whatever the emitter. */
export const eventPath = (event: CheckedEvent): string => `${event.domain}/${event.schemaId.split('/')[1]}`;

const sharedPath = (file: string): string => file.replace(/^catalog\//, '').replace(/\.json$/, '.ts');

/** Types, descriptors and subscriptions. */
export const typescript: Emitter = {
  event: async (schemas, event) => ({
    [`events/${eventPath(event)}.ts`]: await eventModule(schemas, event, olderConstants(schemas, event)),
  }),
  shared: async (schemas, file) => ({ [sharedPath(file.file)]: await sharedModule(schemas, file) }),
  summary: (catalog) => ({
    'package.json': `${JSON.stringify({ private: true, type: 'module', sideEffects: false }, null, 2)}\n`,
    'catalog.json': catalogJson(catalog),
    'events.ts': eventsModule(catalog.checked.events),
    'subscriptions.ts': subscriptionsModule(catalog.checked),
  }),
};

/** Standalone validators with the one runtime that they share. */
export const validators: Emitter = {
  event: (schemas, { file }) => ({
    [validatorPath(file)]: validatorModule(schemas, file),
    [validatorPath(file).replace(/\.js$/, '.d.ts')]: validatorDeclaration(file),
  }),
  shared: (schemas, { file }) => ({ [validatorPath(file)]: sharedValidatorModule(schemas, file) }),
  summary: async () => ({
    'validators/runtime.js': await validatorRuntime(),
    'validators/runtime.d.ts': validatorRuntimeDeclaration(),
  }),
};
