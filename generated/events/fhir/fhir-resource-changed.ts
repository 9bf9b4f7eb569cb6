// Generated from catalog/fhir/fhir-resource-changed/v1.json by `npm run generate`. Do not edit.

import type { EventDescriptor } from '@carillon/runtime/descriptor';
import type { EventMetadata } from '../../shared/event-metadata.ts';
import type { RunId } from '../../shared/run-id.ts';
import { validate } from '../../validators/fhir/fhir-resource-changed.js';

/** A FHIR resource was created or changed in the data store, as an export has shown. */
export interface FhirResourceChanged {
  readonly metadata: EventMetadata;
  readonly data: FhirResourceChangedData;
}

/** The resource and where it was seen. */
export interface FhirResourceChangedData {
  /** The run that exported it. */
  readonly runId: RunId;
  /** The FHIR resource type. */
  readonly resourceType: string;
  /** The resource's id (FHIR R4, id). */
  readonly resourceId: string;
  /** Its version (Resource.meta.versionId). */
  readonly versionId?: string;
  /** When it was last changed (Resource.meta.lastUpdated), a FHIR instant. */
  readonly lastUpdated?: string;
  readonly resource: FhirResource;
}

/** The whole resource as HealthLake exported it. */
export interface FhirResource {
  /** The FHIR resource type. */
  readonly resourceType: string;
  /** The resource's id (FHIR R4, id). */
  readonly id: string;
}

/** A FHIR resource was created or changed in the data store, as an export has shown. */
export const fhirResourceChanged: EventDescriptor<'FhirResourceChanged', FhirResourceChanged> = {
  name: 'FhirResourceChanged',
  source: 'carillon.fhir',
  version: 1,
  schema: 'fhir/fhir-resource-changed/v1',
  owner: 'team-exports',
  claimCheck: true,
  phi: ['/data/resource'],
  validate,
};
