import { AwsError } from '../../kernel/errors.ts';
import { isJsonObject, type Json, type JsonObject, parseExactJson } from '../../kernel/json.ts';
import { RESOURCE_TYPES } from './resource-types.ts';

/** A resource that may be stored: its type is one of R4's, and its members have the shapes that the store relies on. */
export interface FhirResource extends JsonObject {
  readonly resourceType: string;
}

/** HL7 FHIR 4.0.1, "Data Types", id. */
export const isId = (text: unknown): text is string => typeof text === 'string' && /^[A-Za-z0-9\-.]{1,64}$/.test(text);

const invalid = (message: string): AwsError => new AwsError('ValidationException', message);

export const checkType = (type: string): string => {
  if (RESOURCE_TYPES.has(type)) return type;
  throw new AwsError('ResourceNotFoundException', `${type} is no resource type of FHIR R4.`, { status: 404 });
};

/** @throws AwsError ValidationException when the text is not a resource. Its texts never show what the resource says. */
export const parseResource = (text: string): FhirResource => {
  let value: Json;
  try {
    value = parseExactJson(text);
  } catch {
    throw invalid('The body is not JSON.');
  }
  return checkResource(value);
};

export const checkResource = (value: Json | undefined): FhirResource => {
  if (!isJsonObject(value)) throw invalid('A resource is a JSON object.');
  const { resourceType, id, meta } = value;
  if (typeof resourceType !== 'string') throw invalid('The resource has no resourceType.');
  if (!RESOURCE_TYPES.has(resourceType)) throw invalid('The resourceType is none of FHIR R4.');
  if (id !== undefined && !isId(id)) throw invalid('The id is not made of 1 to 64 letters, digits, hyphens and dots.');
  if (meta !== undefined && !isJsonObject(meta)) throw invalid('The meta element is not an object.');
  return value as FhirResource;
};

/** The resource as it is stored: with its id, and with what the server says of it in meta. */
export const stamp = (resource: FhirResource, id: string, versionId: string, lastUpdated: string): string => {
  const { resourceType, meta, ...rest } = resource;
  const before = isJsonObject(meta) ? meta : {};
  const head = { resourceType, id, meta: { ...before, versionId, lastUpdated } };
  return JSON.stringify(Object.assign({}, head, rest, { id }));
};
