import type { ServiceFactory } from '../../kernel/kernel.ts';
import { logsOperations } from './api.ts';
import { logStoreIn } from './log-store.ts';
import { logsResources } from './resource.ts';

/** Amazon CloudWatch Logs: groups, streams and events, kept until their group goes. */
export const logs: ServiceFactory = (kernel) => {
  const store = logStoreIn(kernel.journal);
  return {
    name: 'logs',
    resources: logsResources(kernel, store),
    operations: logsOperations(kernel, store),
  };
};
