// Generated from catalog/export/export-job-completed/v1.json by `npm run generate`. Do not edit.
import { validate } from '../../validators/export/export-job-completed.js';
/** An export job is done and the manifest of its files is written. */
export const exportJobCompleted = {
    name: 'ExportJobCompleted',
    source: 'carillon.export',
    version: 1,
    schema: 'export/export-job-completed/v1',
    owner: 'team-exports',
    claimCheck: false,
    phi: [],
    validate,
};
//# sourceMappingURL=export-job-completed.js.map