// Generated from catalog/patient/patient-changed/v1.json by `npm run generate`. Do not edit.
import { validate } from '../../validators/patient/patient-changed.js';
/** A patient was created, modified or removed in the application's table. */
export const patientChanged = {
    name: 'PatientChanged',
    source: 'carillon.patient',
    version: 1,
    schema: 'patient/patient-changed/v1',
    owner: 'team-patients',
    claimCheck: false,
    phi: [
        '/data/after/birthDate',
        '/data/after/name',
        '/data/before/birthDate',
        '/data/before/name',
    ],
    validate,
};
//# sourceMappingURL=patient-changed.js.map