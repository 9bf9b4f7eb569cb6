// Generated from catalog/export/export-run-skipped/v1.json by `npm run generate`. Do not edit.
import { validate } from '../../validators/export/export-run-skipped-v1.js';
/** A trigger came while a run was active; no run was begun. */
export const exportRunSkippedV1 = {
    name: 'ExportRunSkipped',
    source: 'carillon.export',
    version: 1,
    schema: 'export/export-run-skipped/v1',
    owner: 'team-exports',
    claimCheck: false,
    phi: [],
    validate,
};
//# sourceMappingURL=export-run-skipped-v1.js.map