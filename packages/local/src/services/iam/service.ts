import type { ServiceFactory } from '../../kernel/kernel.ts';
import { iamResources } from './resource.ts';
import { rolesIn } from './role.ts';

/**
 * AWS Identity and Access Management: roles and their policies, which `iamAuthorizer` judges each call by. Its API is
 * not served: on one machine, permissions change by the template alone.
 */
export const iam: ServiceFactory = (kernel) => ({
  name: 'iam',
  resources: iamResources(kernel, rolesIn(kernel.journal)),
  operations: {},
});
