import type { FunctionSettings } from '../../../infra/uses.ts';

export const settings: FunctionSettings = { memoryMegabytes: 128, uses: ['counts'] };
