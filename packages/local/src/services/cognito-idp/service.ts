import type { Kernel, ServiceFactory } from '../../kernel/kernel.ts';
import type { Service } from '../../kernel/service.ts';
import { type CognitoParts, cognitoOperations } from './api.ts';
import { wellKnownSurface } from './http.ts';
import { cognitoResources } from './resource.ts';
import { signingKeys } from './signing-key.ts';
import { tokensOf } from './tokens.ts';
import { usersOf } from './user.ts';
import { userPools } from './user-pool.ts';

/** Cognito user pools: users, passwords, groups and the tokens that prove them. */
export const cognitoIdp: ServiceFactory = (kernel: Kernel): Service => {
  const pools = userPools();
  const keys = signingKeys(kernel.journal, kernel.identity);
  const parts: CognitoParts = {
    kernel,
    pools,
    users: usersOf(kernel.journal),
    tokens: tokensOf(kernel, pools, keys),
  };
  return {
    name: 'cognito-idp',
    resources: cognitoResources(parts),
    operations: cognitoOperations(parts),
    http: [wellKnownSurface(pools, keys)],
  };
};
