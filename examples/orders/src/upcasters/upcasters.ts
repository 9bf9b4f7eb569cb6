import type { Upcaster } from '@carillon/runtime/upcast';

/** Every upcaster, as `carillon event version` lists them. */
export const upcasters: readonly Upcaster[] = [];
