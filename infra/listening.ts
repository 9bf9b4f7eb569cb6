import { Archive } from '@carillon/constructs/archive';
import type { LifeCycleStack } from '@carillon/constructs/life-cycle-stack';
import { pascal } from '@carillon/constructs/pascal';
import { Subscription } from '@carillon/constructs/subscription';
import type { Use } from '@carillon/constructs/use';
import { handlerNamed, type System } from './system.ts';
import { type Home, homeOf, type OwnQueues, type Resources, readClaims, usesOf } from './uses.ts';

/** Makes the consumers of the catalog that live in this stack. */
export const listen = (stack: LifeCycleStack, home: Home, system: System, resources: Resources): void => {
  const { bus, archive } = resources;
  for (const listener of system.listeners) {
    const { delivery } = listener;
    if (delivery.kind === 'workflow')
      throw new Error(`${listener.name}: no stack starts the workflow ${delivery.workflow} from a rule yet.`);
    const source = handlerNamed(system, `consumers/${listener.name}`, `producers/${listener.name}`);
    if (homeOf(source.settings.uses) !== home) continue;
    if (delivery.kind === 'firehose') {
      new Archive(stack, pascal(listener.name), { bus, bucket: archive, listener, source });
      continue;
    }
    const uses = (own: OwnQueues): readonly Use[] => [
      readClaims(resources),
      ...usesOf(source.settings.uses, resources, own),
    ];
    new Subscription(stack, pascal(listener.name), { bus, listener, delivery, source, uses });
  }
};
