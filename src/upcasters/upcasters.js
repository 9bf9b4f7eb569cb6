import { upcast as exportRunSkippedV1 } from './export/export-run-skipped/v1-to-v2.js';
/** Every upcaster, as `carillon event version` lists them. */
export const upcasters = [{ from: 'export/export-run-skipped/v1', upcast: exportRunSkippedV1 }];
//# sourceMappingURL=upcasters.js.map
