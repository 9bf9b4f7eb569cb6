// Generated from catalog/export/export-file-processed/v1.json by `npm run generate`. Do not edit.
import { validate } from '../../validators/export/export-file-processed.js';
/** One exported file has been read to its end and its resources are published. */
export const exportFileProcessed = {
    name: 'ExportFileProcessed',
    source: 'carillon.export',
    version: 1,
    schema: 'export/export-file-processed/v1',
    owner: 'team-exports',
    claimCheck: false,
    phi: [],
    validate,
};
//# sourceMappingURL=export-file-processed.js.map