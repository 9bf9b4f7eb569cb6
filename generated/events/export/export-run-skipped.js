// Generated from catalog/export/export-run-skipped/v2.json by `npm run generate`. Do not edit.
import { exportRunSkippedV1 } from './export-run-skipped-v1.js';
import { validate } from '../../validators/export/export-run-skipped.js';
/** A trigger came while a run was active; no run was begun. */
export const exportRunSkipped = {
    name: 'ExportRunSkipped',
    source: 'carillon.export',
    version: 2,
    schema: 'export/export-run-skipped/v2',
    owner: 'team-exports',
    claimCheck: false,
    phi: [],
    validate,
    older: [exportRunSkippedV1],
};
//# sourceMappingURL=export-run-skipped.js.map