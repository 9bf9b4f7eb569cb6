import type { ServiceFactory } from '../../kernel/kernel.ts';
import { kmsOperations } from './api.ts';
import { keysIn } from './key.ts';
import { kmsResources } from './resource.ts';

/** AWS Key Management Service: symmetric keys and aliases. */
export const kms: ServiceFactory = (kernel) => {
  const keys = keysIn(kernel);
  return { name: 'kms', resources: kmsResources(kernel, keys), operations: kmsOperations(kernel, keys) };
};
