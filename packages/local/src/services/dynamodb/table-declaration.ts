import { RefusedError } from '../../kernel/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import type { Key, KeyAttribute, SecondaryIndex, StreamView } from './table.ts';

/** The properties of a table's template that are executed, read. */
export interface TableDeclaration {
  readonly key: Key;
  readonly indexes: readonly SecondaryIndex[];
  readonly stream?: StreamView;
  readonly timeToLive?: string;
  readonly billing: 'PAY_PER_REQUEST' | 'PROVISIONED';
  readonly deletionProtection: boolean;
}

const objects = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

const object = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {});

const isTrue = (value: Json | undefined): boolean => value === true || value === 'true';

type Types = ReadonlyMap<string, KeyAttribute['type']>;

const attribute = (
  types: Types,
  schema: readonly JsonObject[],
  role: string,
  path: string,
): KeyAttribute | undefined => {
  const found = schema.find(({ KeyType }) => KeyType === role);
  if (found === undefined) return undefined;
  const name = String(found.AttributeName);
  const type = types.get(name);
  if (type === undefined)
    throw new RefusedError(path, name, 'Name its type in AttributeDefinitions: CloudFormation refuses it as well.');
  return { name, type };
};

const readKeySchema = (types: Types, value: Json | undefined, path: string): Key => {
  const hash = attribute(types, objects(value), 'HASH', path);
  const range = attribute(types, objects(value), 'RANGE', path);
  if (hash === undefined)
    throw new RefusedError(path, JSON.stringify(value ?? null), 'Give it an attribute of KeyType HASH.');
  return { hash, ...(range === undefined ? {} : { range }) };
};

const readIndex = (types: Types, scope: SecondaryIndex['scope'], path: string) => {
  return (declared: JsonObject, at: number): SecondaryIndex => {
    const projection = object(declared.Projection);
    return {
      name: String(declared.IndexName),
      scope,
      key: readKeySchema(types, declared.KeySchema, `${path}/${at}/KeySchema`),
      projection: (projection.ProjectionType ?? 'ALL') as SecondaryIndex['projection'],
      include: Array.isArray(projection.NonKeyAttributes) ? projection.NonKeyAttributes.map(String) : [],
    };
  };
};

/** @throws RefusedError for a key without its type. */
export const readTableDeclaration = (properties: JsonObject): TableDeclaration => {
  const types: Types = new Map(
    objects(properties.AttributeDefinitions).map((each) => [
      String(each.AttributeName),
      each.AttributeType as KeyAttribute['type'],
    ]),
  );
  const stream = object(properties.StreamSpecification).StreamViewType;
  const expiry = object(properties.TimeToLiveSpecification);
  return {
    key: readKeySchema(types, properties.KeySchema, '/KeySchema'),
    indexes: [
      ...objects(properties.GlobalSecondaryIndexes).map(readIndex(types, 'global', '/GlobalSecondaryIndexes')),
      ...objects(properties.LocalSecondaryIndexes).map(readIndex(types, 'local', '/LocalSecondaryIndexes')),
    ],
    billing: properties.BillingMode === 'PAY_PER_REQUEST' ? 'PAY_PER_REQUEST' : 'PROVISIONED',
    deletionProtection: isTrue(properties.DeletionProtectionEnabled),
    ...(stream === undefined ? {} : { stream: String(stream) as StreamView }),
    ...(isTrue(expiry.Enabled) ? { timeToLive: String(expiry.AttributeName) } : {}),
  };
};
