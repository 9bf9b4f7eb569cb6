import type {
  CreateStateMachineAliasCommandInput,
  CreateStateMachineAliasCommandOutput,
  DeleteStateMachineAliasCommandInput,
  DeleteStateMachineVersionCommandInput,
  DescribeStateMachineAliasCommandInput,
  DescribeStateMachineAliasCommandOutput,
  ListStateMachineAliasesCommandInput,
  ListStateMachineAliasesCommandOutput,
  ListStateMachineVersionsCommandInput,
  ListStateMachineVersionsCommandOutput,
  PublishStateMachineVersionCommandInput,
  PublishStateMachineVersionCommandOutput,
  RoutingConfigurationListItem,
  UpdateStateMachineAliasCommandInput,
  UpdateStateMachineAliasCommandOutput,
} from '@aws-sdk/client-sfn';
import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { AnyOperation, Operation } from '../../kernel/operations.ts';
import { type Answer, on } from './api.ts';
import type { MachineStore } from './machine-store.ts';
import { decodeToken, page } from './page.ts';
import { existingAlias, type Route, type VersionStore } from './version-store.ts';

const invalid = (message: string): AwsError => new AwsError('ValidationException', message);

/** One or two versions of one machine; the weights make 100. @throws AwsError */
export const routesOf = (
  store: VersionStore,
  given: readonly Partial<RoutingConfigurationListItem>[] | undefined,
): readonly Route[] => {
  const routes = (given ?? []).map(({ stateMachineVersionArn: versionArn = '', weight = 0 }) => ({
    versionArn,
    weight,
  }));
  if (routes.length === 0 || routes.length > 2) throw invalid('routingConfiguration must have one or two versions');
  if (routes.reduce((sum, { weight }) => sum + weight, 0) !== 100)
    throw invalid('Sum of routing configuration weights must equal 100');
  const machines = routes.map(({ versionArn }) => {
    const version = store.version(versionArn);
    if (version === undefined)
      throw new AwsError('ResourceNotFound', `Request references a resource that does not exist: '${versionArn}'`);
    return version.machine.machineArn;
  });
  if (new Set(machines).size > 1) throw invalid('Routing configuration must contain versions of one state machine');
  return routes;
};

const shownRoutes = (routes: readonly Route[]) =>
  routes.map(({ versionArn: stateMachineVersionArn, weight }) => ({ stateMachineVersionArn, weight }));

const aliasOperations = (
  { clock }: Pick<Kernel, 'clock'>,
  store: VersionStore,
): Readonly<Record<string, AnyOperation>> => {
  const create: Operation<CreateStateMachineAliasCommandInput, Answer<CreateStateMachineAliasCommandOutput>> = {
    needs: ({ routingConfiguration }) =>
      on('CreateStateMachineAlias', routingConfiguration?.[0]?.stateMachineVersionArn?.replace(/:\d+$/, '')),
    run({ name = '', description, routingConfiguration }) {
      const routes = routesOf(store, routingConfiguration);
      const machineArn = String(routes[0]?.versionArn).replace(/:\d+$/, '');
      const aliasArn = `${machineArn}:${name}`;
      const known = store.alias(aliasArn);
      const now = clock.now();
      const row = { aliasArn, machineArn, name, routes, ...(description === undefined ? {} : { description }) };
      const same = known !== undefined && JSON.stringify(known.routes) === JSON.stringify(routes);
      if (known !== undefined && !same)
        throw new AwsError('ConflictException', `Failed to create alias because an alias with the same name exists`);
      if (known === undefined) store.putAlias({ ...row, createdAt: now, updatedAt: now });
      return { stateMachineAliasArn: aliasArn, creationDate: new Date(known?.createdAt ?? now) };
    },
  };
  const update: Operation<UpdateStateMachineAliasCommandInput, Answer<UpdateStateMachineAliasCommandOutput>> = {
    needs: ({ stateMachineAliasArn }) => on('UpdateStateMachineAlias', stateMachineAliasArn),
    run({ stateMachineAliasArn, description, routingConfiguration }) {
      const known = existingAlias(store, stateMachineAliasArn);
      const updatedAt = clock.now();
      store.putAlias({
        ...known,
        updatedAt,
        ...(description === undefined ? {} : { description }),
        ...(routingConfiguration === undefined ? {} : { routes: routesOf(store, routingConfiguration) }),
      });
      return { updateDate: new Date(updatedAt) };
    },
  };
  const describe: Operation<DescribeStateMachineAliasCommandInput, Answer<DescribeStateMachineAliasCommandOutput>> = {
    needs: ({ stateMachineAliasArn }) => on('DescribeStateMachineAlias', stateMachineAliasArn),
    run({ stateMachineAliasArn }) {
      const { aliasArn, name, description, routes, createdAt, updatedAt } = existingAlias(store, stateMachineAliasArn);
      return {
        stateMachineAliasArn: aliasArn,
        name,
        ...(description === undefined ? {} : { description }),
        routingConfiguration: shownRoutes(routes),
        creationDate: new Date(createdAt),
        updateDate: new Date(updatedAt),
      };
    },
  };
  const remove: Operation<DeleteStateMachineAliasCommandInput, object> = {
    needs: ({ stateMachineAliasArn }) => on('DeleteStateMachineAlias', stateMachineAliasArn),
    run({ stateMachineAliasArn }) {
      store.deleteAlias(existingAlias(store, stateMachineAliasArn).aliasArn);
      return {};
    },
  };
  const list: Operation<ListStateMachineAliasesCommandInput, Answer<ListStateMachineAliasesCommandOutput>> = {
    needs: ({ stateMachineArn }) => on('ListStateMachineAliases', stateMachineArn),
    run({ stateMachineArn = '', maxResults, nextToken }) {
      const after = decodeToken(nextToken);
      const machineArn = stateMachineArn.replace(/(:stateMachine:[^:]+):\d+$/, '$1');
      const rows = store
        .aliases(machineArn)
        .filter(
          ({ routes }) => machineArn === stateMachineArn || routes.some((each) => each.versionArn === stateMachineArn),
        )
        .filter(({ aliasArn }) => after === undefined || aliasArn > after);
      const { items, ...next } = page(rows, maxResults, ({ aliasArn }) => aliasArn);
      const stateMachineAliases = items.map(({ aliasArn, createdAt }) => ({
        stateMachineAliasArn: aliasArn,
        creationDate: new Date(createdAt),
      }));
      return { stateMachineAliases, ...next };
    },
  };
  return {
    CreateStateMachineAlias: create,
    UpdateStateMachineAlias: update,
    DescribeStateMachineAlias: describe,
    DeleteStateMachineAlias: remove,
    ListStateMachineAliases: list,
  };
};

/** Versions and aliases ("Manage continuous deployments with versions and aliases"). */
export const versionOperations = (
  kernel: Pick<Kernel, 'clock'>,
  machines: MachineStore,
  store: VersionStore,
): Readonly<Record<string, AnyOperation>> => {
  const publish: Operation<PublishStateMachineVersionCommandInput, Answer<PublishStateMachineVersionCommandOutput>> = {
    needs: ({ stateMachineArn }) => on('PublishStateMachineVersion', stateMachineArn),
    run({ stateMachineArn = '', revisionId, description }) {
      const machine = machines.get(stateMachineArn);
      if (revisionId !== undefined && revisionId !== (machine.revisionId ?? 'INITIAL'))
        throw new AwsError(
          'ConflictException',
          `Failed to publish the State Machine version for revision ${revisionId}`,
        );
      const { versionArn, createdAt } = store.publish(machine, kernel.clock.now(), description);
      return { stateMachineVersionArn: versionArn, creationDate: new Date(createdAt) };
    },
  };
  const list: Operation<ListStateMachineVersionsCommandInput, Answer<ListStateMachineVersionsCommandOutput>> = {
    needs: ({ stateMachineArn }) => on('ListStateMachineVersions', stateMachineArn),
    run({ stateMachineArn = '', maxResults, nextToken }) {
      const after = decodeToken(nextToken);
      const rows = store
        .versions(machines.get(stateMachineArn).machineArn)
        .filter(({ number }) => after === undefined || number < Number(after));
      const { items, ...next } = page(rows, maxResults, ({ number }) => String(number));
      const stateMachineVersions = items.map(({ versionArn, createdAt }) => ({
        stateMachineVersionArn: versionArn,
        creationDate: new Date(createdAt),
      }));
      return { stateMachineVersions, ...next };
    },
  };
  const remove: Operation<DeleteStateMachineVersionCommandInput, object> = {
    needs: ({ stateMachineVersionArn }) => on('DeleteStateMachineVersion', stateMachineVersionArn),
    run({ stateMachineVersionArn = '' }) {
      const version = store.version(stateMachineVersionArn);
      if (version === undefined) return {};
      const aliases = store
        .aliases(version.machine.machineArn)
        .filter(({ routes }) => routes.some(({ versionArn }) => versionArn === stateMachineVersionArn));
      if (aliases.length > 0)
        throw new AwsError(
          'ConflictException',
          `Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [${aliases.map(({ name }) => name).join(', ')}]`,
        );
      store.deleteVersion(version);
      return {};
    },
  };
  return {
    PublishStateMachineVersion: publish,
    ListStateMachineVersions: list,
    DeleteStateMachineVersion: remove,
    ...aliasOperations(kernel, store),
  };
};
