import { variable } from '@carillon/runtime/environment';
import type { Handler } from '@carillon/runtime/observability';
import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { instrumentFunction } from '../../../observability.ts';
import { authorize } from './authorize.ts';
import { tokenVerifier } from './verify-token.ts';

const instrumentation = instrumentFunction();
const { log } = instrumentation;
const verify = tokenVerifier({
  issuer: variable(process.env, 'TOKEN_ISSUER'),
  clientId: variable(process.env, 'USER_POOL_CLIENT_ID'),
  jwksUri: variable(process.env, 'JWKS_URI'),
});

export const handler: Handler<APIGatewayRequestAuthorizerEvent, APIGatewayAuthorizerResult> = instrumentation.handler(
  async (request) => {
    const { connectionId } = request.requestContext;
    try {
      const result = await authorize(request, verify);
      log.info('Let in', { connectionId });
      return result;
    } catch (error) {
      log.warn('Not let in', { connectionId });
      throw error;
    }
  },
);
