import { arrayAt, isObject, type JsonScalar, objectAt } from '../json.ts';
import { child, dereference, type SchemaNode, type Schemas } from '../schema/schema-node.ts';

/** One way in which an object can be valid: the fields it may have, each with all the schemas that hold for it. */
export interface FieldView {
  readonly fields: ReadonlyMap<string, readonly SchemaNode[]>;
  readonly required: ReadonlySet<string>;
  /** Whether the schema says that further fields are welcome, rather than saying nothing. */
  readonly open: boolean;
}

/** More branches than this are not told apart. */
const mostViews = 64;

const unlimited: FieldView = { fields: new Map(), required: new Set(), open: true };

/** The views of an object for which all `nodes` hold; a branch of oneOf or anyOf is a view of its own. */
export function fieldViews(schemas: Schemas, nodes: readonly SchemaNode[]): readonly FieldView[] {
  let views: readonly FieldView[] = [{ fields: new Map(), required: new Set(), open: false }];
  for (const node of nodes) {
    const own = viewsOf(schemas, dereference(schemas, node));
    if (views.length * own.length > mostViews) return [unlimited];
    views = views.flatMap((view) => own.map((other) => joined(view, other)));
  }
  return views;
}

function viewsOf(schemas: Schemas, node: SchemaNode): readonly FieldView[] {
  const { schema } = node;
  const nodesAt = (keyword: string): readonly SchemaNode[] =>
    arrayAt(schema, keyword)
      .map((_, index) => child(node, keyword, index))
      .filter((found) => found !== undefined);
  const together = nodesAt('allOf');
  const always = fieldViews(schemas, together).map((view) => joined(ownView(node), view));
  return ['oneOf', 'anyOf']
    .map((keyword) => nodesAt(keyword))
    .filter((branches) => branches.length > 0)
    .reduce((views, branches) => {
      const either = branches.flatMap((branch) => fieldViews(schemas, [branch]));
      return views.length * either.length > mostViews
        ? [unlimited]
        : views.flatMap((view) => either.map((other) => joined(view, other)));
    }, always);
}

function ownView(node: SchemaNode): FieldView {
  const fields = new Map<string, readonly SchemaNode[]>();
  for (const name of Object.keys(objectAt(node.schema, 'properties'))) {
    const field = child(node, 'properties', name);
    fields.set(name, field === undefined ? [] : [field]);
  }
  const { additionalProperties, patternProperties } = node.schema;
  return {
    fields,
    required: new Set(arrayAt(node.schema, 'required').map(String)),
    open: additionalProperties === true || isObject(additionalProperties) || isObject(patternProperties),
  };
}

function joined(one: FieldView, other: FieldView): FieldView {
  const fields = new Map(one.fields);
  for (const [name, nodes] of other.fields) fields.set(name, [...new Set([...(fields.get(name) ?? []), ...nodes])]);
  return { fields, required: new Set([...one.required, ...other.required]), open: one.open || other.open };
}

/** The constant that each view has at `field`, if every view has one. */
export function tagsOf(
  schemas: Schemas,
  views: readonly FieldView[],
  field: string,
): readonly JsonScalar[] | undefined {
  const tags = views.map((view) => view.fields.get(field)?.map((node) => dereference(schemas, node).schema.const));
  const constants = tags.map((values) =>
    values?.find((value) => typeof value === 'string' || typeof value === 'number'),
  );
  return constants.every((value): value is string | number => value !== undefined) ? constants : undefined;
}
