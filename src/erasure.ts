import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Erasure, ErasureCloud, Subject } from 'carillon/erasure';

/** FHIR's forms of a reference ("Resource References"), the application's key, and the stream of the patient's events. */
const names = (text: string, id: string): boolean =>
  text === `urn:uuid:${id}` ||
  text === `PATIENT#${id}` ||
  text === `patient/${id}` ||
  new RegExp(`(?:^|/)Patient/${id.replaceAll('.', '\\.')}(?:$|[/?#|])`).test(text);

const refersTo = (value: string | Readonly<Record<string, unknown>>, { field, value: id }: Subject): boolean => {
  if (field !== 'patientId') return false;
  if (typeof value === 'string') return names(value, id);
  // The resource itself, whole or, in an event, by its type and id.
  return value.resourceType === 'Patient' && (value.id === id || value.resourceId === id);
};

const source = async (
  { field, value }: Subject,
  { dynamodb, tableNamed }: ErasureCloud,
): ReturnType<NonNullable<Erasure['source']>> => {
  if (field !== 'patientId') return undefined;
  const { Count = 0 } = await dynamodb.send(
    new QueryCommand({
      TableName: await tableNamed('PatientTable'),
      KeyConditionExpression: 'id = :id',
      ExpressionAttributeValues: { ':id': `PATIENT#${value}` },
      ConsistentRead: true,
      Limit: 1,
    }),
  );
  if (Count === 0) return undefined;
  return {
    message: "the application's table still has items of this patient",
    fix: 'Delete them, and the resources in HealthLake, first: docs/security.md, "Erasing a person".',
  };
};

/** Resources that refer to a patient are about the patient, so they are erased too. */
export const erasure: Erasure = {
  refersTo,
  source,
  buckets: [{ name: 'exported files', construct: 'ExportBucket' }],
  workflows: ['fhir-export'],
};
