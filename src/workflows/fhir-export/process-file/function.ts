import type { FunctionSettings } from '../../../../infra/uses.ts';

export const settings: FunctionSettings = {
  timeoutSeconds: 900,
  memoryMegabytes: 1024,
  uses: ['ledger', 'publish', 'read-exports', 'write-rejections'],
};
