import type { APIGatewayAuthorizerResult } from 'aws-lambda';
import { bearerToken, type Headers } from '../subprotocol.ts';

/** Tells whose token this is. @throws Error when it is nobody's, or no longer */
export type Verify = (token: string) => Promise<{ readonly sub: string }>;

/**
 * Lets in who brings a valid token. @throws Error `Unauthorized`, which API Gateway answers with 401 ("Use API Gateway
 * Lambda authorizers"); why is not told, and not logged with the token.
 */
export const authorize = async (
  request: { readonly headers?: Headers | null; readonly methodArn: string },
  verify: Verify,
): Promise<APIGatewayAuthorizerResult> => {
  const token = bearerToken(request.headers);
  const claims = token === undefined ? undefined : await verify(token).catch(() => undefined);
  if (claims === undefined) throw new Error('Unauthorized');
  return {
    principalId: claims.sub,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: request.methodArn }],
    },
    context: { userId: claims.sub },
  };
};
