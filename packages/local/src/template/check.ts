import type { Refusal } from '../kernel/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../kernel/json.ts';
import { checkProperties } from '../kernel/property-rules.ts';
import type { ResourceType } from '../kernel/service.ts';
import type { Stack } from './assembly.ts';
import { orderOf } from './graph.ts';

export type ResourceTypes = ReadonlyMap<string, ResourceType>;

/** Attributes of a resource beside its properties that are honoured, or make no difference on one machine. */
const ATTRIBUTES = new Set([
  'Type',
  'Properties',
  'Condition',
  'DependsOn',
  'DeletionPolicy',
  'UpdateReplacePolicy',
  'Metadata',
]);

/** Sections of a template that are honoured. `Rules` hold conditions on parameters, which have their defaults here. */
const SECTIONS = new Set([
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Mappings',
  'Conditions',
  'Resources',
  'Outputs',
  'Rules',
]);

type Place = Omit<Refusal, 'code' | 'path' | 'received' | 'mend'>;

const checkResource = (place: Place, resource: JsonObject, types: ResourceTypes): readonly Refusal[] => {
  const type = types.get(place.resourceType);
  if (type === undefined) {
    const mend = 'The local cloud does not execute this resource type: leave it out, or teach it the type.';
    return [{ ...place, code: 'RESOURCE_TYPE', path: '', received: place.resourceType, mend }];
  }
  const properties = isJsonObject(resource.Properties ?? {}) ? ((resource.Properties ?? {}) as JsonObject) : {};
  const attributes = Object.keys(resource).filter((name) => !ATTRIBUTES.has(name));
  return [
    ...checkProperties(properties, type.properties).map((fault) => ({ ...place, ...fault })),
    ...attributes.map((name): Refusal => {
      const mend = `The local cloud does not honour the resource attribute ${name}: leave it out.`;
      return { ...place, code: 'PROPERTY', path: `@${name}`, received: name, mend };
    }),
  ];
};

const checkOrder = (stack: Stack, resources: JsonObject): readonly Refusal[] => {
  const ordered = orderOf(resources);
  if (ordered.ok) return [];
  const place = { stack: stack.name, logicalId: ordered.circle[0] ?? '', resourceType: '' };
  return [
    {
      ...place,
      code: 'REFERENCE',
      path: '',
      received: ordered.circle.join(' -> '),
      mend: 'Break the circle of references.',
    },
  ];
};

const checkStack = (stack: Stack, types: ResourceTypes): readonly Refusal[] => {
  const resources = isJsonObject(stack.template.Resources ?? {}) ? (stack.template.Resources as JsonObject) : {};
  const sections = Object.keys(stack.template).filter((name) => !SECTIONS.has(name));
  const place = { stack: stack.name, logicalId: '', resourceType: '' };
  return [
    ...sections.map(
      (name): Refusal => ({
        ...place,
        code: 'PROPERTY',
        path: `/${name}`,
        received: name,
        mend: 'The local cloud does not execute this section: leave it out.',
      }),
    ),
    ...Object.entries(resources).flatMap(([logicalId, resource]) =>
      isJsonObject(resource)
        ? checkResource({ stack: stack.name, logicalId, resourceType: typeOf(resource.Type) }, resource, types)
        : [],
    ),
    ...checkOrder(stack, resources),
  ];
};

const typeOf = (type: Json | undefined): string => (typeof type === 'string' ? type : '(no type)');

/** Everything in the stacks that would not be executed: found before anything is made. */
export const checkTemplates = (stacks: readonly Stack[], types: ResourceTypes): readonly Refusal[] =>
  stacks.flatMap((stack) => checkStack(stack, types));
