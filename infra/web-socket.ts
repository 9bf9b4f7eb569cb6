import { accept } from '@carillon/constructs/accepted';
import { alarm, sumOf } from '@carillon/constructs/alarm';
import { logGroup } from '@carillon/constructs/log-group';
import {
  CfnApi,
  CfnAuthorizer,
  CfnIntegration,
  CfnRoute,
  CfnRouteResponse,
  CfnStage,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnPermission, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Aws, Fn } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

export interface WebSocketHandlers {
  readonly authorizer: LambdaFunction;
  readonly connect: LambdaFunction;
  readonly disconnect: LambdaFunction;
  readonly subscribe: LambdaFunction;
}

const STAGE = 'main';

/**
 * The address of a WebSocket API: made before the handlers, which need it, while the routes need the handlers.
 */
export class WebSocketAddress extends Construct {
  readonly api: CfnApi;
  /** `wss://<api>.execute-api.<region>.amazonaws.com/main`: for clients, and (as https) for `@connections`. */
  readonly url: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.api = new CfnApi(this, 'Api', {
      name: 'carillon',
      protocolType: 'WEBSOCKET',
      routeSelectionExpression: '$request.body.action',
    });
    this.url = Fn.join('/', [this.api.attrApiEndpoint, STAGE]);
  }

  /** ARN of what the API executes: a route (`main/*` + `/$connect`), an authorizer, a connection. */
  executeArn(path: string): string {
    return `arn:${Aws.PARTITION}:execute-api:${Aws.REGION}:${Aws.ACCOUNT_ID}:${this.api.ref}/${path}`;
  }

  /** `POST /@connections/{connectionId}`, for every connection of this API. */
  get connectionsArn(): string {
    return this.executeArn(`${STAGE}/POST/@connections/*`);
  }
}

/** Who came when and what became of it; neither headers nor bodies, where a token or a name could be. */
const ACCESS_LOG_FORMAT = JSON.stringify({
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  eventType: '$context.eventType',
  routeKey: '$context.routeKey',
  status: '$context.status',
  connectionId: '$context.connectionId',
});

/** Routes, authorizer and stage: `$connect` asks the authorizer once, and the connection's later messages rest on it. */
export class WebSocketRoutes extends Construct {
  constructor(scope: Construct, id: string, address: WebSocketAddress, handlers: WebSocketHandlers) {
    super(scope, id);
    const apiId = address.api.ref;
    const authorizer = new CfnAuthorizer(this, 'Authorizer', {
      apiId,
      name: 'token',
      authorizerType: 'REQUEST',
      authorizerUri: invocationUri(handlers.authorizer),
      // The token travels as a subprotocol: URLs end up in logs, and a browser can set no other header.
      identitySource: ['route.request.header.Sec-WebSocket-Protocol'],
    });
    permit(this, 'AuthorizerPermission', handlers.authorizer, address.executeArn(`authorizers/${authorizer.ref}`));
    const integrate = (id: string, handler: LambdaFunction, routeKey: string): CfnIntegration => {
      permit(this, `${id}Permission`, handler, address.executeArn(`${STAGE}/${routeKey}`));
      return new CfnIntegration(this, `${id}Integration`, {
        apiId,
        integrationType: 'AWS_PROXY',
        integrationUri: invocationUri(handler),
      });
    };
    const target = (integration: CfnIntegration): string => `integrations/${integration.ref}`;
    new CfnRoute(this, 'Connect', {
      apiId,
      routeKey: '$connect',
      authorizationType: 'CUSTOM',
      authorizerId: authorizer.ref,
      target: target(integrate('Connect', handlers.connect, '$connect')),
    });
    const disconnect = new CfnRoute(this, 'Disconnect', {
      apiId,
      routeKey: '$disconnect',
      target: target(integrate('Disconnect', handlers.disconnect, '$disconnect')),
    });
    const subscribe = new CfnRoute(this, 'Subscribe', {
      apiId,
      routeKey: 'subscribe',
      routeResponseSelectionExpression: '$default',
      target: target(integrate('Subscribe', handlers.subscribe, 'subscribe')),
    });
    new CfnRouteResponse(this, 'SubscribeResponse', { apiId, routeId: subscribe.ref, routeResponseKey: '$default' });
    for (const route of [disconnect, subscribe])
      accept(
        route,
        'A WebSocket API authorizes once, at $connect; every later message is of a connection that was let in ("Controlling access to WebSocket APIs").',
        'AwsSolutions-APIG4',
      );
    new CfnStage(this, 'Stage', {
      apiId,
      accessLogSettings: { destinationArn: logGroup(this, 'AccessLog').logGroupArn, format: ACCESS_LOG_FORMAT },
      stageName: STAGE,
      autoDeploy: true,
      defaultRouteSettings: { throttlingBurstLimit: 100, throttlingRateLimit: 50 },
    });
    alarm(this, 'Failing', {
      says: 'The WebSocket API answers with errors of its own or of its functions.',
      runbook: 'edge-failing',
      metrics: sumOf('AWS/ApiGateway', ['ExecutionError', 'IntegrationError'], { ApiId: apiId, Stage: STAGE }),
      atLeast: 5,
    });
  }
}

const invocationUri = (handler: LambdaFunction): string =>
  `arn:${Aws.PARTITION}:apigateway:${Aws.REGION}:lambda:path/2015-03-31/functions/${handler.functionArn}/invocations`;

const permit = (scope: Construct, id: string, handler: LambdaFunction, sourceArn: string): CfnPermission =>
  new CfnPermission(scope, id, {
    action: 'lambda:InvokeFunction',
    functionName: handler.functionArn,
    principal: new ServicePrincipal('apigateway.amazonaws.com').service,
    sourceArn,
  });
