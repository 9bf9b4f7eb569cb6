import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { type FhirResource, isId } from './fhir-resource.ts';
import type { Place, ResourceStore, Version } from './resource-store.ts';

export interface Written {
  readonly created: boolean;
  readonly id: string;
  readonly version: Version;
}

/** FHIR's RESTful interactions on one resource (HL7 FHIR 4.0.1, "RESTful API"). */
export interface Interactions {
  create(datastoreId: string, type: string, resource: FhirResource): Written;
  read(place: Place): Version;
  vread(place: Place, versionId: string): Version;
  history(place: Place): readonly Version[];
  /** Updates it, or creates it with the client's id. `ifMatch` is the ETag of the version that it must be. */
  update(place: Place, resource: FhirResource, ifMatch?: string): Written;
  delete(place: Place): void;
}

const invalid = (message: string): AwsError => new AwsError('ValidationException', message);

const checkPlace = ({ type, id }: Pick<Place, 'type' | 'id'>): void => {
  if (!isId(id)) throw invalid(`The id of a ${type} is made of 1 to 64 letters, digits, hyphens and dots.`);
};

const checkFits = (resource: FhirResource, type: string): void => {
  if (resource.resourceType !== type)
    throw invalid(`The body is a ${resource.resourceType}, the address is that of a ${type}.`);
};

const missing = (store: ResourceStore, place: Place): AwsError =>
  store.deleted(place) === undefined
    ? new AwsError('ResourceNotFoundException', `There is no such ${place.type}.`, { status: 404 })
    : new AwsError('ResourceGoneException', `This ${place.type} was deleted.`, { status: 410 });

export const interactionsOn = (kernel: Kernel, store: ResourceStore): Interactions => {
  const { clock, identity, activity } = kernel;
  const note = (action: string, { datastoreId, type }: Place): void =>
    activity.note({ service: 'healthlake', action, resource: datastoreId, facts: { resourceType: type } });
  const read = (place: Place): Version => {
    const found = store.read(place);
    if (found === undefined) throw missing(store, place);
    return found;
  };
  return {
    read,
    create(datastoreId, type, resource) {
      checkFits(resource, type);
      const place = { datastoreId, type, id: identity.uuid() };
      const version = store.write(place, resource, clock.now());
      note('ResourceCreated', place);
      return { created: true, id: place.id, version };
    },
    vread(place, versionId) {
      const found = /^\d+$/.test(versionId) ? store.version(place, Number(versionId)) : undefined;
      if (found === undefined) throw missing(store, place);
      return found;
    },
    history(place) {
      const versions = store.history(place);
      if (versions.length === 0) throw missing(store, place);
      return versions;
    },
    update(place, resource, ifMatch) {
      checkPlace(place);
      checkFits(resource, place.type);
      if (resource.id !== place.id) throw invalid('The id of the body is not the id of the address.');
      const before = store.read(place);
      if (ifMatch !== undefined && ifMatch.replaceAll(/W\/|"/g, '') !== String(before?.v ?? '')) {
        const message = `The ${place.type} is not at the version that If-Match names.`;
        throw new AwsError('PreconditionFailedException', message, { status: 412 });
      }
      const version = store.write(place, resource, clock.now());
      note(before === undefined ? 'ResourceCreated' : 'ResourceUpdated', place);
      return { created: before === undefined, id: place.id, version };
    },
    delete(place) {
      if (store.delete(place, clock.now())) note('ResourceDeleted', place);
      else if (store.deleted(place) === undefined) throw missing(store, place);
    },
  };
};
