import type { FunctionSettings } from '../../../infra/uses.ts';

export const settings: FunctionSettings = {
  uses: ['ledger', 'idempotency', 'poll-queue', 'describe-export', 'write-manifest'],
};
