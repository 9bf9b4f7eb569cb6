import type { Kernel } from '../../kernel/kernel.ts';
import { executed, inert, object, oneOf } from '../../kernel/property-rules.ts';
import type { ResourceType } from '../../kernel/service.ts';
import { type Datastores, datastoreArn, datastoreEndpoint } from './datastore.ts';
import type { ResourceStore } from './resource-store.ts';

export const healthlakeResources = (
  kernel: Kernel,
  datastores: Datastores,
  store: ResourceStore,
): Readonly<Record<string, ResourceType>> => ({
  'AWS::HealthLake::FHIRDatastore': {
    properties: {
      DatastoreTypeVersion: oneOf('R4'),
      DatastoreName: executed,
      SseConfiguration: inert('The data folder is as safe as the disk it lies on.'),
      IdentityProviderConfiguration: object({
        AuthorizationStrategy: oneOf('AWS_AUTH'),
        FineGrainedAuthorizationEnabled: oneOf(false),
      }),
      Tags: inert('Nothing on one machine is chosen by tag.'),
    },
    declare(declared) {
      const physical = declared.physicalName(256);
      const given = declared.properties.DatastoreName;
      const { id, createdAt } = datastores.keep(physical, typeof given === 'string' ? given : physical);
      const attributes = {
        DatastoreId: id,
        DatastoreArn: datastoreArn(kernel, id),
        DatastoreEndpoint: datastoreEndpoint(kernel, id),
        DatastoreStatus: 'ACTIVE',
        'CreatedAt.Seconds': String(Math.floor(createdAt / 1000)),
      };
      return { ref: id, attributes };
    },
    remove(id) {
      datastores.remove(id);
      store.removeAll(id);
    },
  },
});
