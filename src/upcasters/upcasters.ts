import type { Upcaster } from '@carillon/runtime/catalog';
import { upcast as exportRunSkippedV1 } from './export/export-run-skipped/v1-to-v2.ts';

/** Every upcaster, as `carillon event version` lists them. */
export const upcasters: readonly Upcaster[] = [{ from: 'export/export-run-skipped/v1', upcast: exportRunSkippedV1 }];
