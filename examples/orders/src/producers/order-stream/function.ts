import type { FunctionSettings } from '../../../infra/uses.ts';

export const settings: FunctionSettings = { uses: ['dead-letters'] };
