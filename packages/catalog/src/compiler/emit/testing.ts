import { arbitraryModule } from './arbitrary-module.ts';
import type { Emitter } from './emitter.ts';
import { exampleModule } from './example-module.ts';
import { eventPath } from './typescript.ts';

/** What tests of producers and consumers start from; nothing that deploys imports it. */
export const testing: Emitter = {
  event: (schemas, event) => {
    const examples = exampleModule(schemas, event);
    return {
      ...(examples === '' ? {} : { [`examples/${eventPath(event)}.ts`]: examples }),
      [`arbitraries/${eventPath(event)}.ts`]: arbitraryModule(schemas, event),
    };
  },
};
