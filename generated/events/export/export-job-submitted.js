// Generated from catalog/export/export-job-submitted/v1.json by `npm run generate`. Do not edit.
import { validate } from '../../validators/export/export-job-submitted.js';
/** HealthLake has accepted the export job of a run. */
export const exportJobSubmitted = {
    name: 'ExportJobSubmitted',
    source: 'carillon.export',
    version: 1,
    schema: 'export/export-job-submitted/v1',
    owner: 'team-exports',
    claimCheck: false,
    phi: [],
    validate,
};
//# sourceMappingURL=export-job-submitted.js.map