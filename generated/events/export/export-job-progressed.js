// Generated from catalog/export/export-job-progressed/v1.json by `npm run generate`. Do not edit.
import { validate } from '../../validators/export/export-job-progressed.js';
/** A look at an export job found it under way; the run has a sign of life. */
export const exportJobProgressed = {
    name: 'ExportJobProgressed',
    source: 'carillon.export',
    version: 1,
    schema: 'export/export-job-progressed/v1',
    owner: 'team-exports',
    claimCheck: false,
    phi: [],
    validate,
};
//# sourceMappingURL=export-job-progressed.js.map