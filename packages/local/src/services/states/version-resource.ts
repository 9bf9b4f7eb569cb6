import { RefusedError } from '../../kernel/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { executed, object, oneOf } from '../../kernel/property-rules.ts';
import type { ResourceType } from '../../kernel/service.ts';
import type { MachineStore } from './machine-store.ts';
import { routesOf } from './version-operations.ts';
import type { VersionStore } from './version-store.ts';

const text = (value: Json | undefined): { readonly description?: string } =>
  typeof value === 'string' ? { description: value } : {};

const versionResource = ({ clock }: Kernel, machines: MachineStore, store: VersionStore): ResourceType => ({
  properties: { StateMachineArn: executed, StateMachineRevisionId: executed, Description: executed },
  declare({ properties }) {
    const { StateMachineArn: machineArn, Description: description } = properties;
    const machine = machines.get(String(machineArn));
    const { versionArn } = store.publish(machine, clock.now(), text(description).description);
    return { ref: versionArn, attributes: { Arn: versionArn } };
  },
  remove(versionArn) {
    const version = store.version(versionArn);
    if (version !== undefined) store.deleteVersion(version);
  },
});

/** The versions that an alias of a template leads to: all at once, or as its routing says. */
const routingOf = ({ RoutingConfiguration: routing, DeploymentPreference: preference }: JsonObject) => {
  if (isJsonObject(preference))
    return [{ stateMachineVersionArn: String(preference.StateMachineVersionArn), weight: 100 }];
  return (Array.isArray(routing) ? routing : []).map((each: Json) => {
    const { StateMachineVersionArn: stateMachineVersionArn, Weight: weight } = isJsonObject(each) ? each : {};
    return { stateMachineVersionArn: String(stateMachineVersionArn), weight: Number(weight) };
  });
};

const aliasResource = ({ clock }: Kernel, store: VersionStore): ResourceType => ({
  properties: {
    Name: executed,
    Description: executed,
    RoutingConfiguration: executed,
    DeploymentPreference: object({ StateMachineVersionArn: executed, Type: oneOf('ALL_AT_ONCE') }),
  },
  declare(declared) {
    const { properties } = declared;
    const given = routingOf(properties);
    if (given.length === 0)
      throw new RefusedError(
        '/RoutingConfiguration',
        'no version',
        'Give RoutingConfiguration or DeploymentPreference.',
      );
    const routes = routesOf(store, given);
    const machineArn = String(routes[0]?.versionArn).replace(/:\d+$/, '');
    const name = typeof properties.Name === 'string' ? properties.Name : declared.physicalName(80);
    const aliasArn = `${machineArn}:${name}`;
    const now = clock.now();
    const createdAt = store.alias(aliasArn)?.createdAt ?? now;
    store.putAlias({ aliasArn, machineArn, name, routes, createdAt, updatedAt: now, ...text(properties.Description) });
    return { ref: aliasArn, attributes: { Arn: aliasArn } };
  },
  remove: (aliasArn) => store.deleteAlias(aliasArn),
});

export const versionResources = (
  kernel: Kernel,
  machines: MachineStore,
  store: VersionStore,
): Readonly<Record<string, ResourceType>> => ({
  'AWS::StepFunctions::StateMachineVersion': versionResource(kernel, machines, store),
  'AWS::StepFunctions::StateMachineAlias': aliasResource(kernel, store),
});
