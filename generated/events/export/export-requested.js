// Generated from catalog/export/export-requested/v1.json by `npm run generate`. Do not edit.
import { validate } from '../../validators/export/export-requested.js';
/** A run waits for an export of its data store. The waiting task's token stays in the callback record. */
export const exportRequested = {
    name: 'ExportRequested',
    source: 'carillon.export',
    version: 1,
    schema: 'export/export-requested/v1',
    owner: 'team-exports',
    claimCheck: false,
    phi: [],
    validate,
};
//# sourceMappingURL=export-requested.js.map