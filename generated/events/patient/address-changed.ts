// Generated from catalog/patient/address-changed/v1.json by `npm run generate`. Do not edit.

import type { EventDescriptor } from '@carillon/runtime/descriptor';
import type { Address } from '../../shared/address.ts';
import type { EventMetadata } from '../../shared/event-metadata.ts';
import { validate } from '../../validators/patient/address-changed.js';

/** What became of the address. */
export type AddressChangedData = AddressCreated | AddressModified | AddressRemoved;

/** An address of a patient was created, modified or removed in the application's table. */
export interface AddressChanged {
  readonly metadata: EventMetadata;
  readonly data: AddressChangedData;
}

/** The address was created. */
export interface AddressCreated {
  /** What happened. */
  readonly change: 'created';
  /** The patient. */
  readonly patientId: string;
  /** The address, unique to its patient. */
  readonly addressId: string;
  /** The address after. */
  readonly after: Address;
}

/** The address was modified. */
export interface AddressModified {
  /** What happened. */
  readonly change: 'modified';
  /** The patient. */
  readonly patientId: string;
  /** The address, unique to its patient. */
  readonly addressId: string;
  /** The address before. */
  readonly before: Address;
  /** The address after. */
  readonly after: Address;
}

/** The address was removed. */
export interface AddressRemoved {
  /** What happened. */
  readonly change: 'removed';
  /** The patient. */
  readonly patientId: string;
  /** The address, unique to its patient. */
  readonly addressId: string;
  /** The address before. */
  readonly before: Address;
}

/** An address of a patient was created, modified or removed in the application's table. */
export const addressChanged: EventDescriptor<'AddressChanged', AddressChanged> = {
  name: 'AddressChanged',
  source: 'carillon.patient',
  version: 1,
  schema: 'patient/address-changed/v1',
  owner: 'team-patients',
  claimCheck: false,
  phi: [
    '/data/after/address',
    '/data/after/city',
    '/data/after/postalCode',
    '/data/before/address',
    '/data/before/city',
    '/data/before/postalCode',
  ],
  validate,
};
