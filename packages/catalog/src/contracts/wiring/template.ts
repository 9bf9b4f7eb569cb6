import { isObject, type JsonObject, objectAt, stringAt } from '../../compiler/json.ts';

/** A CloudFormation template as it was synthesized, under the name of its file. */
export interface Template {
  readonly file: string;
  readonly body: JsonObject;
}

export interface TemplateResource {
  readonly id: string;
  readonly type: string;
  readonly properties: JsonObject;
}

export const resourcesOf = ({ body }: Template, type: string): readonly TemplateResource[] =>
  Object.entries(objectAt(body, 'Resources')).flatMap(([id, resource]) =>
    stringAt(resource, 'Type') === type ? [{ id, type, properties: objectAt(resource, 'Properties') }] : [],
  );

/** The logical id that `{Ref}` or `{Fn::GetAtt}` names; undefined for what is no such reference. */
export const referenced = (value: unknown): string | undefined => {
  if (!isObject(value)) return undefined;
  if (typeof value.Ref === 'string') return value.Ref;
  const attribute = value['Fn::GetAtt'];
  if (typeof attribute === 'string') return attribute.split('.')[0];
  return Array.isArray(attribute) && typeof attribute[0] === 'string' ? attribute[0] : undefined;
};

/** A text, with what only CloudFormation knows left as `${Token}`. */
export const textOf = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value;
  if (!isObject(value)) return undefined;
  const substituted = value['Fn::Sub'];
  if (substituted !== undefined) return textOf(Array.isArray(substituted) ? substituted[0] : substituted);
  const join = value['Fn::Join'];
  if (!Array.isArray(join) || !Array.isArray(join[1])) return undefined;
  return join[1].map((part) => (typeof part === 'string' ? part : '$' + '{Token}')).join(String(join[0]));
};

/** The service that a function names itself in its telemetry: the folder of its handler below its kind's. */
export const serviceOf = (template: Template, functionId: string): string | undefined => {
  const found = resourcesOf(template, 'AWS::Lambda::Function').find(({ id }) => id === functionId);
  return stringAt(objectAt(objectAt(found?.properties, 'Environment'), 'Variables'), 'POWERTOOLS_SERVICE_NAME');
};
