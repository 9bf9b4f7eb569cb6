import {
  CfnApi,
  CfnAuthorizer,
  CfnIntegration,
  CfnRoute,
  CfnRouteResponse,
  CfnStage,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { Aws, Fn } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { alarm, sumOf } from './alarm.ts';
import { pascalCase } from './application.ts';
import type { HandlerFunction } from './handler-function.ts';
import { logGroup } from './life-cycle-stack.ts';
import { suppress } from './nag-suppressions.ts';
import { allowWildcard, type Use, use } from './permissions.ts';

const STAGE = 'main';

/** A WebSocket API: made before the handlers, which need its address, while its {@link WebSocketRoutes} need them. */
export class WebSocketApi extends Construct {
  readonly api: CfnApi;
  /** `wss://<api>.execute-api.<region>.amazonaws.com/main`: for clients, and (as https) for `@connections`. */
  readonly url: string;

  constructor(scope: Construct, id: string, name: string) {
    super(scope, id);
    this.api = new CfnApi(this, 'Api', {
      name,
      protocolType: 'WEBSOCKET',
      routeSelectionExpression: '$request.body.action',
    });
    this.url = Fn.join('/', [this.api.attrApiEndpoint, STAGE]);
  }

  /** ARN of what the API executes: a route (`main/*` + `/$connect`), an authorizer, a connection. */
  executeArn(path: string): string {
    return `arn:${Aws.PARTITION}:execute-api:${Aws.REGION}:${Aws.ACCOUNT_ID}:${this.api.ref}/${path}`;
  }

  /** `POST /@connections/{connectionId}`, for every connection of this API, which `WEBSOCKET_ENDPOINT` names. */
  get post(): Use {
    return use(
      { WEBSOCKET_ENDPOINT: this.url },
      allowWildcard(
        'Connections come and go, and API Gateway gives each its id.',
        ['execute-api:ManageConnections'],
        this.executeArn(`${STAGE}/POST/@connections/*`),
      ),
    );
  }
}

/** The functions behind an API. */
export interface WebSocketHandlers {
  readonly authorizer: HandlerFunction;
  readonly connect: HandlerFunction;
  readonly disconnect: HandlerFunction;
  /** The functions of messages whose `action` is the key; what a function returns is sent back. */
  readonly actions: Readonly<Record<string, HandlerFunction>>;
}

/** Who connected when and with which result; neither headers nor bodies, where a token or a name could be. */
const ACCESS_LOG_FORMAT = JSON.stringify({
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  eventType: '$context.eventType',
  routeKey: '$context.routeKey',
  status: '$context.status',
  connectionId: '$context.connectionId',
});

/** Routes, authorizer and stage: `$connect` asks the authorizer once, and the connection's later messages rely on it. */
export class WebSocketRoutes extends Construct {
  private readonly api: WebSocketApi;

  constructor(scope: Construct, id: string, api: WebSocketApi, handlers: WebSocketHandlers) {
    super(scope, id);
    this.api = api;
    this.authorize(handlers.authorizer, handlers.connect);
    this.open('$disconnect', 'Disconnect', handlers.disconnect);
    for (const [action, handler] of Object.entries(handlers.actions)) {
      const routeId = this.open(action, pascalCase(action), handler);
      new CfnRouteResponse(this, `${pascalCase(action)}Response`, {
        apiId: api.api.ref,
        routeId,
        routeResponseKey: '$default',
      });
    }
    this.stage();
  }

  private authorize(authorizer: HandlerFunction, connect: HandlerFunction): void {
    const { ref } = new CfnAuthorizer(this, 'Authorizer', {
      apiId: this.api.api.ref,
      name: 'token',
      authorizerType: 'REQUEST',
      authorizerUri: invocationUri(authorizer),
      // The token travels as a subprotocol: URLs end up in logs, and a browser can set no other header.
      identitySource: ['route.request.header.Sec-WebSocket-Protocol'],
    });
    this.permit('AuthorizerPermission', authorizer, `authorizers/${ref}`);
    new CfnRoute(this, 'Connect', {
      apiId: this.api.api.ref,
      routeKey: '$connect',
      authorizationType: 'CUSTOM',
      authorizerId: ref,
      target: this.integrate('Connect', connect, '$connect'),
    });
  }

  /** A route of connections that were authorized before. */
  private open(routeKey: string, id: string, handler: HandlerFunction): string {
    const route = new CfnRoute(this, id, {
      apiId: this.api.api.ref,
      routeKey,
      ...(routeKey.startsWith('$') ? {} : { routeResponseSelectionExpression: '$default' }),
      target: this.integrate(id, handler, routeKey),
    });
    suppress(
      route,
      'A WebSocket API authorizes once, at $connect; every later message is of a connection that was let in ("Controlling access to WebSocket APIs").',
      'AwsSolutions-APIG4',
    );
    return route.ref;
  }

  private integrate(id: string, handler: HandlerFunction, routeKey: string): string {
    this.permit(`${id}Permission`, handler, `${STAGE}/${routeKey}`);
    const { ref } = new CfnIntegration(this, `${id}Integration`, {
      apiId: this.api.api.ref,
      integrationType: 'AWS_PROXY',
      integrationUri: invocationUri(handler),
    });
    return `integrations/${ref}`;
  }

  private permit(id: string, handler: HandlerFunction, path: string): void {
    new CfnPermission(this, id, {
      action: 'lambda:InvokeFunction',
      functionName: handler.function.functionArn,
      principal: new ServicePrincipal('apigateway.amazonaws.com').service,
      sourceArn: this.api.executeArn(path),
    });
  }

  private stage(): void {
    const apiId = this.api.api.ref;
    new CfnStage(this, 'Stage', {
      apiId,
      accessLogSettings: { destinationArn: logGroup(this, 'AccessLog').logGroupArn, format: ACCESS_LOG_FORMAT },
      stageName: STAGE,
      autoDeploy: true,
      defaultRouteSettings: { throttlingBurstLimit: 100, throttlingRateLimit: 50 },
    });
    alarm(this, 'Failing', {
      description: 'The WebSocket API answers with errors of its own or of its functions.',
      runbook: 'edge-failing',
      metrics: sumOf('AWS/ApiGateway', ['ExecutionError', 'IntegrationError'], { ApiId: apiId, Stage: STAGE }),
      atLeast: 5,
    });
  }
}

const invocationUri = ({ function: { functionArn } }: HandlerFunction): string =>
  `arn:${Aws.PARTITION}:apigateway:${Aws.REGION}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
