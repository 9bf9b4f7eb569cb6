// Generated from catalog/fhir/fhir-resource-changed/v1.json by `npm run generate`. Do not edit.
import { validate } from '../../validators/fhir/fhir-resource-changed.js';
/** A FHIR resource was created or changed in the data store, as an export has shown. */
export const fhirResourceChanged = {
    name: 'FhirResourceChanged',
    source: 'carillon.fhir',
    version: 1,
    schema: 'fhir/fhir-resource-changed/v1',
    owner: 'team-exports',
    claimCheck: true,
    phi: ['/data/resource'],
    validate,
};
//# sourceMappingURL=fhir-resource-changed.js.map