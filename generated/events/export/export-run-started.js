// Generated from catalog/export/export-run-started/v1.json by `npm run generate`. Do not edit.
import { validate } from '../../validators/export/export-run-started.js';
/** An export run has begun; no other is active on its data store. */
export const exportRunStarted = {
    name: 'ExportRunStarted',
    source: 'carillon.export',
    version: 1,
    schema: 'export/export-run-started/v1',
    owner: 'team-exports',
    claimCheck: false,
    phi: [],
    validate,
};
//# sourceMappingURL=export-run-started.js.map