import { variable } from '@carillon/runtime/environment';
import type { Handler } from '@carillon/runtime/observability';
import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { instrumented } from '../../../observability.ts';
import { authorize } from './authorize.ts';
import { tokenVerifier } from './verify-token.ts';

const observability = instrumented();
const verify = tokenVerifier({
  issuer: variable(process.env, 'TOKEN_ISSUER'),
  clientId: variable(process.env, 'USER_POOL_CLIENT_ID'),
  jwksUri: variable(process.env, 'JWKS_URI'),
});

export const handler: Handler<APIGatewayRequestAuthorizerEvent, APIGatewayAuthorizerResult> = observability.handler(
  async (request) => {
    const { connectionId } = request.requestContext;
    try {
      const result = await authorize(request, verify);
      observability.log.info('Let in', { connectionId });
      return result;
    } catch (error) {
      observability.log.warn('Not let in', { connectionId });
      throw error;
    }
  },
);
