// Generated from catalog/patient/address-changed/v1.json by `npm run generate`. Do not edit.
import { validate } from '../../validators/patient/address-changed.js';
/** An address of a patient was created, modified or removed in the application's table. */
export const addressChanged = {
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
//# sourceMappingURL=address-changed.js.map