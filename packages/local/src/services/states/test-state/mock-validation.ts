import { NormalizedSchema } from '@smithy/core/schema';
import { isJsonObject, type Json, type JsonObject } from '../../../kernel/json.ts';
import type { Integration } from '../integration.ts';
import { numberOf } from '../query/number.ts';
import { LOWER_CASE } from '../sdk-shape.ts';
import { invalid } from './request.ts';
import type { SdkModels } from './sdk-models.ts';

const lower = (name: string): string => name.slice(0, 1).toLowerCase() + name.slice(1);

const failed = (field: string, reason: string): void => {
  throw invalid(`Mock result schema validation error: Field '${field}' ${reason}`);
};

interface Checking {
  readonly service: string;
  readonly enumOf: SdkModels['enumOf'];
}

type Check = (value: Json, schema: NormalizedSchema, field: string, checking: Checking) => void;

/** Bounds that the SDK's schemas leave out, as the API references give them: of numbers, and of lengths. */
const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  'lambda.MemorySize': [128, 10_240],
  'lambda.Timeout': [1, Number.POSITIVE_INFINITY],
  'lambda.StatusCode': [0, Number.POSITIVE_INFINITY],
};
const LENGTHS: Readonly<Record<string, readonly [number, number]>> = {
  'kms.CiphertextBlob': [1, 6_144],
  'kms.Plaintext': [1, 4_096],
  'kms.KeyId': [1, 2_048],
  'states.ExecutionArn': [1, 256],
  'states.StateMachineArn': [1, 256],
};

const checkNumber: Check = (value, _, field, { service }) => {
  const number = numberOf(value);
  if (number === undefined) return failed(field, 'must be a number');
  const [least, most] = RANGES[`${service}.${field}`] ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  if (number < least) failed(field, 'is less than the minimum value');
  if (number > most) failed(field, 'exceeds the maximum value');
};

const checkText: Check = (value, _, field, { service, enumOf }) => {
  if (typeof value !== 'string') return failed(field, 'must be a string');
  const [least, most] = LENGTHS[`${service}.${field}`] ?? [0, Number.POSITIVE_INFINITY];
  if (value.length < least) failed(field, 'is smaller than the minimum length');
  if (value.length > most) failed(field, 'exceeds the maximum length');
  const allowed = enumOf(service, field);
  if (allowed !== undefined && !allowed.includes(value)) failed(field, 'is not an expected value');
};

const checkList: Check = (value, schema, field, checking) => {
  if (!Array.isArray(value)) return failed(field, 'must be an array');
  for (const item of value) check(item as Json, schema.getValueSchema(), field, checking);
};

const checkObject: Check = (value, schema, field, checking) => {
  if (!isJsonObject(value)) return failed(field, 'must be an object');
  if (schema.isStructSchema()) checkMembers(value, schema, checking);
  else for (const item of Object.values(value)) check(item, schema.getValueSchema(), field, checking);
};

const checkBoolean: Check = (value, _, field) => {
  if (typeof value !== 'boolean') failed(field, 'must be a boolean');
};

const checkerOf = (schema: NormalizedSchema): Check | undefined => {
  if (schema.isDocumentSchema()) return undefined;
  if (schema.isNumericSchema()) return checkNumber;
  if (schema.isStringSchema() || schema.isBlobSchema()) return checkText;
  if (schema.isBooleanSchema()) return checkBoolean;
  if (schema.isListSchema()) return checkList;
  return schema.isMapSchema() || schema.isStructSchema() ? checkObject : undefined;
};

const check: Check = (value, schema, field, checking) => {
  if (value !== null) checkerOf(schema)?.(value, schema, field, checking);
};

const checkMembers = (value: JsonObject, schema: NormalizedSchema, checking: Checking): void => {
  const inLower = LOWER_CASE.has(checking.service);
  for (const [name, member] of Object.entries(value)) {
    // Step Functions writes all members in PascalCase; what is written otherwise is another member.
    const own = inLower ? lower(name) : name;
    const found = inLower && name === own ? undefined : schema.getMemberSchemas()[own];
    if (found !== undefined) check(member, found, name, checking);
  }
};

/**
 * A mocked result of a service's API is compared with the API's model (TestState, "fieldValidationMode"): the members
 * that are there are judged by their types.
 * @throws AwsError ValidationException
 */
export const checkMock = (integration: Integration, result: Json, { schemaOf, enumOf }: SdkModels): void => {
  if (integration.kind !== 'service' || !isJsonObject(result)) return;
  const { service, operation, optimized } = integration;
  const schema = schemaOf(service, operation);
  if (schema === undefined) return;
  const output = NormalizedSchema.of(schema[5]);
  const given: JsonObject = { ...result };
  // The optimized integration answers the function's result as JSON.
  const { Payload: _, ...rest } = given;
  checkMembers(optimized && service === 'lambda' ? rest : given, output, { service, enumOf });
};
