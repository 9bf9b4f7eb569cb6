import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { variable } from '../../../bus/environment.ts';
import { authorize } from './authorize.ts';
import { tokenVerifier } from './verify-token.ts';

const verify = tokenVerifier({
  issuer: variable(process.env, 'TOKEN_ISSUER'),
  clientId: variable(process.env, 'USER_POOL_CLIENT_ID'),
  jwksUri: variable(process.env, 'JWKS_URI'),
});

export const handler = (request: APIGatewayRequestAuthorizerEvent): Promise<APIGatewayAuthorizerResult> =>
  authorize(request, verify);
