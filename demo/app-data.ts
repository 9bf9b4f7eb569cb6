import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';

/** The application's own patient, in the single-table layout: several item types under one key. No real person. */
const PATIENT = { id: 'PATIENT#carillon-1', patientId: 'carillon-1' };

/** The application's tables, and a client that writes to them. */
export interface AppTables {
  readonly dynamodb: DynamoDBDocumentClient;
  readonly patients: string;
  readonly sites: string;
}

/** Puts the application's patient and address into its table, and two site measures into theirs. */
export const putAppData = async ({ dynamodb, patients, sites }: AppTables, now: number): Promise<void> => {
  const patient = {
    ...PATIENT,
    sk: PATIENT.id,
    itemType: 'Patient',
    name: 'Example, Ada',
    birthDate: '1980-12-10',
    gender: 'female',
  };
  const address = {
    ...PATIENT,
    sk: 'ADDRESS#1',
    itemType: 'Address',
    addressId: '1',
    address: '1 Belfry Lane',
    city: 'Mechelen',
    postalCode: '2800',
    country: 'BE',
  };
  for (const Item of [patient, address]) {
    await dynamodb.send(new PutCommand({ TableName: patients, Item }));
  }
  for (const siteId of [1, 2]) {
    const Item = {
      id: `measure-${siteId}-${now}`,
      siteId: String(siteId),
      name: 'oxygen',
      createdAtTime: now,
      valueOne: 96 + siteId,
      valueTwo: 0.5,
    };
    await dynamodb.send(new PutCommand({ TableName: sites, Item }));
  }
};

/** Moves the patient: one attribute of one item changes. */
export const changeAddress = async ({ dynamodb, patients }: AppTables, address: string): Promise<void> => {
  await dynamodb.send(
    new UpdateCommand({
      TableName: patients,
      Key: { id: PATIENT.id, sk: 'ADDRESS#1' },
      UpdateExpression: 'SET #address = :address',
      ExpressionAttributeNames: { '#address': 'address' },
      ExpressionAttributeValues: { ':address': address },
    }),
  );
};
