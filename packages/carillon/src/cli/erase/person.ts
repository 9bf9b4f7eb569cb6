import { isObject } from '@carillon/catalog/json';

/** A patient's id, as the application and FHIR have it; the same characters as `data.patientId` in the catalog. */
export const isPersonId = (text: string): boolean => /^[A-Za-z0-9.-]{1,64}$/.test(text);

/** FHIR's forms of a reference ("Resource References"), the application's key, and the stream of the person's events. */
const names = (text: string, id: string): boolean =>
  text === `urn:uuid:${id}` ||
  text === `PATIENT#${id}` ||
  text === `patient/${id}` ||
  new RegExp(`(?:^|/)Patient/${id.replaceAll('.', '\\.')}(?:$|[/?#|])`).test(text);

/** The resource itself, whole or, in an event, by its type and id; or what says that it is of this patient. */
const isOf = (value: Readonly<Record<string, unknown>>, id: string): boolean =>
  value.patientId === id || (value.resourceType === 'Patient' && (value.id === id || value.resourceId === id));

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** What a text holds when it is JSON itself, or JSON in base64, as Firehose keeps a record that it could not file. */
const within = (text: string): unknown =>
  /^[[{]/.test(text)
    ? parsed(text)
    : /^e[yw]/.test(text)
      ? parsed(Buffer.from(text, 'base64').toString('utf8'))
      : undefined;

/**
 * Whether something is of a person or refers to one: an event, a FHIR resource, a stream's record, a message. Resources
 * that refer to a patient are about him, so they go with him.
 */
export const concerns = (value: unknown, id: string): boolean => {
  if (typeof value === 'string') {
    const inner = within(value);
    return names(value, id) || (inner !== undefined && concerns(inner, id));
  }
  if (Array.isArray(value)) return value.some((each) => concerns(each, id));
  return isObject(value) && (isOf(value, id) || Object.values(value).some((each) => concerns(each, id)));
};
