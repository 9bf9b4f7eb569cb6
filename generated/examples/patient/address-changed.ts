// Generated from catalog/patient/address-changed/v1.json by `npm run generate`. Do not edit.

import type { AddressChanged } from '../../events/patient/address-changed.ts';

/** The catalog's examples; each is valid, the compiler has checked it. */
export const addressChangedExamples: readonly [AddressChanged, ...AddressChanged[]] = [
  {
    metadata: {
      id: '11a25cd6-ed90-4a22-a625-b2360b9fe606',
      correlationId: '4f7a0e6c2b9d4d31b0aa',
      occurredAt: '2026-11-23T20:03:15.000Z',
      schema: 'patient/address-changed/v1',
      stream: 'patient/f001',
    },
    data: {
      change: 'created',
      patientId: 'f001',
      addressId: '1',
      after: {
        addressId: '1',
        patientId: 'f001',
        address: 'Van Egmondkade 23',
        city: 'Amsterdam',
        postalCode: '1024 RJ',
        country: 'NL',
      },
    },
  },
  {
    metadata: {
      id: 'afd9d690-6cdb-4637-a8d8-60733374d155',
      correlationId: '93be5d04a1c84f7c8e20',
      occurredAt: '2026-11-23T20:04:20.000Z',
      schema: 'patient/address-changed/v1',
      stream: 'patient/f001',
    },
    data: {
      change: 'modified',
      patientId: 'f001',
      addressId: '1',
      before: {
        addressId: '1',
        patientId: 'f001',
        address: 'Van Egmondkade 23',
        city: 'Amsterdam',
        postalCode: '1024 RJ',
        country: 'NL',
      },
      after: {
        addressId: '1',
        patientId: 'f001',
        address: 'Galapagosweg 91',
        city: 'Amsterdam',
        postalCode: '1105 AZ',
        country: 'NL',
      },
    },
  },
  {
    metadata: {
      id: '4e115049-ec25-424c-ab8b-0eb05b49bca4',
      correlationId: 'e81d3f2a7c6b4a59b3f4',
      occurredAt: '2026-11-23T20:09:48.000Z',
      schema: 'patient/address-changed/v1',
      stream: 'patient/f001',
    },
    data: {
      change: 'removed',
      patientId: 'f001',
      addressId: '1',
      before: {
        addressId: '1',
        patientId: 'f001',
        address: 'Galapagosweg 91',
        city: 'Amsterdam',
        postalCode: '1105 AZ',
        country: 'NL',
      },
    },
  },
] as unknown as readonly [AddressChanged, ...AddressChanged[]];

const [first] = addressChangedExamples;

/** An event like the catalog's first example, but for what is said here. */
export function exampleAddressChanged(
  data: AddressChanged['data'] = first.data,
  metadata: Partial<AddressChanged['metadata']> = {},
): AddressChanged {
  return { metadata: { ...first.metadata, ...metadata }, data };
}
