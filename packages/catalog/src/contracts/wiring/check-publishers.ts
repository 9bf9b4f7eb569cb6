import { type Diagnostic, fault } from '../../compiler/diagnostic.ts';
import { arrayAt, isObject, type JsonObject } from '../../compiler/json.ts';
import { pointerTo } from '../../compiler/pointer.ts';
import type { CheckedCatalog } from '../../compiler/stages.ts';
import type { ProducersByService } from '../producers/find-producers.ts';
import { referenced, resourcesOf, serviceOf, type Template } from './template.ts';

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const publishes = (document: unknown): boolean =>
  list(isObject(document) ? document.Statement : undefined).some(
    (statement) =>
      isObject(statement) &&
      statement.Effect === 'Allow' &&
      list(statement.Action).some((action) => ['events:PutEvents', 'events:*', '*'].includes(String(action))),
  );

/** The roles of a template that may put events on a bus, by their own policies or by one that names them. */
const publishingRoles = (template: Template): ReadonlySet<string> => {
  const own = resourcesOf(template, 'AWS::IAM::Role')
    .filter(({ properties }) =>
      arrayAt(properties, 'Policies').some((policy) => publishes((policy as JsonObject).PolicyDocument)),
    )
    .map(({ id }) => id);
  const given = resourcesOf(template, 'AWS::IAM::Policy')
    .filter(({ properties }) => publishes(properties.PolicyDocument))
    .flatMap(({ properties }) => arrayAt(properties, 'Roles').map((role) => referenced(role) ?? ''));
  return new Set([...own, ...given]);
};

/** The functions of a template that may put events on a bus: each is a producer of the catalog. */
export const checkPublishers = (
  catalog: CheckedCatalog,
  template: Template,
  producersOf: ProducersByService,
): readonly Diagnostic[] => {
  const roles = publishingRoles(template);
  const producers = new Set(catalog.producers.map(({ name }) => name));
  return resourcesOf(template, 'AWS::Lambda::Function')
    .filter(({ properties }) => roles.has(referenced(properties.Role) ?? ''))
    .flatMap(({ id }) => {
      const service = serviceOf(template, id) ?? id;
      if (producersOf.get(service)?.some((producer) => producers.has(producer))) return [];
      return [
        fault('wire-publisher-declared', template.file, pointerTo('/Resources', id), {
          expected: 'a function with a producer.contract.ts, whose producer has a send operation',
          received: service,
          fix: 'Declare what it publishes in asyncapi.yaml, or take events:PutEvents from its role.',
        }),
      ];
    });
};
