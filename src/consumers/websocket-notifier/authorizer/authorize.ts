import type { APIGatewayAuthorizerResult } from 'aws-lambda';
import { grantsOf } from '../grants.ts';
import { bearerToken, type Headers } from '../subprotocol.ts';

/** Whose token it is, and the groups of the user pool that he is in (its `cognito:groups`). */
export interface Holder {
  readonly sub: string;
  readonly groups: readonly string[];
}

/** Tells whose token this is. @throws Error when it is nobody's, or no longer */
export type Verify = (token: string) => Promise<Holder>;

/**
 * Lets in who brings a valid token and may follow something; who may follow nothing is answered with 403. @throws Error `Unauthorized`, which API Gateway answers with 401 ("Use API Gateway
 * Lambda authorizers"); why is not told, and not logged with the token.
 */
export const authorize = async (
  request: { readonly headers?: Headers | null; readonly methodArn: string },
  verify: Verify,
): Promise<APIGatewayAuthorizerResult> => {
  const token = bearerToken(request.headers);
  const claims = token === undefined ? undefined : await verify(token).catch(() => undefined);
  if (claims === undefined) throw new Error('Unauthorized');
  const grants = grantsOf(claims.groups);
  const Effect = grants.length === 0 ? 'Deny' : 'Allow';
  return {
    principalId: claims.sub,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect, Resource: request.methodArn }],
    },
    context: { userId: claims.sub, grants: grants.join(' ') },
  };
};
