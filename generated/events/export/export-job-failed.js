// Generated from catalog/export/export-job-failed/v1.json by `npm run generate`. Do not edit.
import { validate } from '../../validators/export/export-job-failed.js';
/** An export job could not be started, or ended without an export. */
export const exportJobFailed = {
    name: 'ExportJobFailed',
    source: 'carillon.export',
    version: 1,
    schema: 'export/export-job-failed/v1',
    owner: 'team-exports',
    claimCheck: false,
    phi: [],
    validate,
};
//# sourceMappingURL=export-job-failed.js.map