// Generated from catalog/export/export-run-completed/v1.json by `npm run generate`. Do not edit.
import { validate } from '../../validators/export/export-run-completed.js';
/** Every file of the export is processed; the next run begins where this one ended. */
export const exportRunCompleted = {
    name: 'ExportRunCompleted',
    source: 'carillon.export',
    version: 1,
    schema: 'export/export-run-completed/v1',
    owner: 'team-exports',
    claimCheck: false,
    phi: [],
    validate,
};
//# sourceMappingURL=export-run-completed.js.map