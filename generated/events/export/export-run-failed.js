// Generated from catalog/export/export-run-failed/v1.json by `npm run generate`. Do not edit.
import { validate } from '../../validators/export/export-run-failed.js';
/** The run ended without its export; the next run covers its period too. */
export const exportRunFailed = {
    name: 'ExportRunFailed',
    source: 'carillon.export',
    version: 1,
    schema: 'export/export-run-failed/v1',
    owner: 'team-exports',
    claimCheck: false,
    phi: [],
    validate,
};
//# sourceMappingURL=export-run-failed.js.map