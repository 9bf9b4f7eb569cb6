import type { Address as FhirAddress, Patient as FhirPatient, HumanName } from '@medplum/fhirtypes';
import { addressChanged } from '../../../generated/events/patient/address-changed.ts';
import type { PatientChangedData } from '../../../generated/events/patient/patient-changed.ts';
import type { Address } from '../../../generated/shared/address.ts';
import type { Patient } from '../../../generated/shared/patient.ts';
import type { PatientToFhirEvent } from '../../../generated/subscriptions.ts';
import { isApplied, withApplied } from './applied.ts';

/** Elements of the application carry these ids; a resource may have others, from elsewhere, and they stay. */
const NAME_ID = 'application';
const addressElementId = (addressId: string): string => `application-${encodeURIComponent(addressId.toWellFormed())}`;

const without = <Element extends { readonly id?: string | undefined }>(
  elements: readonly Element[] | undefined,
  id: string,
): readonly Element[] => (elements ?? []).filter((each) => each.id !== id);

const fhirName = ({ name }: Patient): HumanName => ({ id: NAME_ID, use: 'official', text: name });

const fhirAddress = ({ addressId, address, city, postalCode, country }: Address): FhirAddress => ({
  id: addressElementId(addressId),
  use: 'home',
  line: [address],
  ...(city === undefined ? {} : { city }),
  ...(postalCode === undefined ? {} : { postalCode }),
  ...(country === undefined ? {} : { country }),
});

/** What the application says of the person. What it has said and no longer says, goes. */
const withPerson = (resource: FhirPatient, before: Patient | undefined, after: Patient): FhirPatient => {
  const { name, birthDate, gender, ...rest } = resource;
  const birth = after.birthDate ?? (before?.birthDate === undefined ? birthDate : undefined);
  const administrative = after.gender ?? (before?.gender === undefined ? gender : undefined);
  return {
    ...rest,
    active: true,
    name: [fhirName(after), ...without(name, NAME_ID)],
    ...(birth === undefined ? {} : { birthDate: birth }),
    ...(administrative === undefined ? {} : { gender: administrative }),
  };
};

/** A patient who is removed stays, inactive: what refers to him still finds him, and the next export tells of it. */
const withPatient = (resource: FhirPatient, data: PatientChangedData): FhirPatient => {
  if (data.change === 'removed') return { ...withPerson(resource, undefined, data.before), active: false };
  return withPerson(resource, data.change === 'modified' ? data.before : undefined, data.after);
};

const withAddress = (resource: FhirPatient, addressId: string, after: Address | undefined): FhirPatient => {
  const { address, ...rest } = resource;
  const others = without(address, addressElementId(addressId));
  const all = after === undefined ? others : [...others, fhirAddress(after)];
  // FHIR has no empty arrays (HL7 FHIR 4.0.1, "JSON Representation of Resources").
  return all.length === 0 ? rest : { ...rest, address: [...all] };
};

/**
 * The Patient resource after an event, made from the current one, or from nothing: an address may be heard of before
 * its patient. The very same object when there is nothing to change, because this event or a newer one was here.
 */
export const patientResource = (current: FhirPatient | undefined, event: PatientToFhirEvent): FhirPatient => {
  const { id, occurredAt: at } = event.detail.metadata;
  const resource: FhirPatient = current ?? { resourceType: 'Patient', id: event.detail.data.patientId };
  const isAddress = event['detail-type'] === addressChanged.name;
  const mark = { subject: isAddress ? `address/${event.detail.data.addressId}` : 'patient', at, event: id };
  if (isApplied(resource, mark)) return resource;
  if (event['detail-type'] !== addressChanged.name) return withApplied(withPatient(resource, event.detail.data), mark);
  const { data } = event.detail;
  return withApplied(withAddress(resource, data.addressId, data.change === 'removed' ? undefined : data.after), mark);
};
