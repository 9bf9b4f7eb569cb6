import { variable } from '@carillon/runtime/environment';
import { type Handler, watching } from '@carillon/runtime/watch';
import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { authorize } from './authorize.ts';
import { tokenVerifier } from './verify-token.ts';

const watch = watching();
const verify = tokenVerifier({
  issuer: variable(process.env, 'TOKEN_ISSUER'),
  clientId: variable(process.env, 'USER_POOL_CLIENT_ID'),
  jwksUri: variable(process.env, 'JWKS_URI'),
});

export const handler: Handler<APIGatewayRequestAuthorizerEvent, APIGatewayAuthorizerResult> = watch.handler(
  async (request) => {
    const { connectionId } = request.requestContext;
    try {
      const result = await authorize(request, verify);
      watch.log.info('Let in', { connectionId });
      return result;
    } catch (error) {
      watch.log.warn('Not let in', { connectionId });
      throw error;
    }
  },
);
