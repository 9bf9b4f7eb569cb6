import type { Upcaster } from '@carillon/runtime/catalog';

/** Every upcaster, as `carillon event version` lists them. */
export const upcasters: readonly Upcaster[] = [];
