import { createHash } from 'node:crypto';
import { RefusedError } from '../../kernel/errors.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { executed, inert, oneOf, type PropertyRule } from '../../kernel/property-rules.ts';
import type { Declared, ResourceType } from '../../kernel/service.ts';
import { PREFIX } from './http.ts';
import { isIdentitySource } from './identity-source.ts';
import { selectionPath } from './route-selection.ts';
import type { WebSocketApi, WebSocketApis } from './websocket-api.ts';

const label = inert('a label for people');
const throttling = inert('one machine’s clients are not throttled');
const logging = inert('what happens at the gate is told by activities, not by access logs');

/** Ten characters of [a-z0-9], as API Gateway's ids are; stable for the resource. */
const idOf = (declared: Declared): string =>
  BigInt(`0x${createHash('sha256').update(`${declared.stack}/${declared.logicalId}`).digest('hex').slice(0, 24)}`)
    .toString(36)
    .padStart(10, '0')
    .slice(-10);

const text = (properties: JsonObject, name: string): string | undefined => {
  const value = properties[name];
  return value === undefined || value === null ? undefined : String(value);
};

const required = (properties: JsonObject, name: string): string => {
  const value = text(properties, name);
  if (value === undefined) throw new RefusedError(`/${name}`, 'missing', 'CloudFormation requires it.');
  return value;
};

const apiFor = (apis: WebSocketApis, properties: JsonObject): WebSocketApi => {
  const apiId = required(properties, 'ApiId');
  const api = apis.get(apiId);
  if (api === undefined)
    throw new RefusedError('/ApiId', apiId, 'Refer to an AWS::ApiGatewayV2::Api of this template.');
  return api;
};

const FUNCTION_URI =
  /^arn:aws[a-z-]*:apigateway:[a-z0-9-]+:lambda:path\/2015-03-31\/functions\/(arn:[^/]+)\/invocations$/;

const functionArnOf = (properties: JsonObject, name: string): string => {
  const uri = required(properties, name);
  const arn = FUNCTION_URI.exec(uri)?.[1];
  if (arn === undefined) throw new RefusedError(`/${name}`, uri, 'Give a Lambda function’s invocation URI.');
  return arn;
};

const api = (kernel: Kernel, apis: WebSocketApis): ResourceType => ({
  properties: {
    Name: executed,
    ProtocolType: oneOf('WEBSOCKET'),
    RouteSelectionExpression: executed,
    Description: label,
    Tags: label,
    IpAddressType: inert('clients come over loopback'),
  },
  declare(declared) {
    const expression = required(declared.properties, 'RouteSelectionExpression');
    if (selectionPath(expression) === undefined)
      throw new RefusedError(
        '/RouteSelectionExpression',
        expression,
        'Routes are chosen here by $request.body.<path>.',
      );
    const id = idOf(declared);
    apis.put({
      id,
      name: required(declared.properties, 'Name'),
      routeSelectionExpression: expression,
      stages: new Map(),
      routes: new Map(),
      integrations: new Map(),
      authorizers: new Map(),
    });
    const ApiEndpoint = `${kernel.endpoint.replace(/^http/, 'ws')}${PREFIX}/${id}`;
    return { ref: id, attributes: { ApiId: id, ApiEndpoint } };
  },
  remove: (ref) => apis.remove(ref),
});

const stage = (apis: WebSocketApis): ResourceType => ({
  properties: {
    ApiId: executed,
    StageName: executed,
    AutoDeploy: executed,
    DeploymentId: executed,
    StageVariables: executed,
    Description: label,
    Tags: label,
    DefaultRouteSettings: throttling,
    RouteSettings: throttling,
    AccessLogSettings: logging,
  },
  declare({ properties }) {
    const name = required(properties, 'StageName');
    if (text(properties, 'AutoDeploy') !== 'true' && text(properties, 'DeploymentId') === undefined)
      throw new RefusedError(
        '/AutoDeploy',
        'false',
        'Set AutoDeploy or name a DeploymentId: nothing would answer here.',
      );
    const variables = Object.entries((properties.StageVariables ?? {}) as JsonObject);
    apiFor(apis, properties).stages.set(name, {
      name,
      variables: Object.fromEntries(variables.map(([key, value]) => [key, String(value)])),
    });
    return { ref: name, attributes: {} };
  },
});

const deployment = (apis: WebSocketApis): ResourceType => ({
  properties: { ApiId: executed, StageName: label, Description: label },
  declare(declared) {
    apiFor(apis, declared.properties);
    const id = idOf(declared);
    return { ref: id, attributes: { DeploymentId: id } };
  },
});

const integration = (apis: WebSocketApis): ResourceType => ({
  properties: {
    ApiId: executed,
    IntegrationType: oneOf('AWS_PROXY'),
    IntegrationUri: executed,
    IntegrationMethod: inert('functions are invoked by POST'),
    CredentialsArn: executed,
    ContentHandlingStrategy: oneOf('CONVERT_TO_TEXT'),
    PassthroughBehavior: inert('a proxy integration passes everything'),
    TimeoutInMillis: inert('the function’s own timeout ends it'),
    Description: label,
  },
  declare(declared) {
    const { properties } = declared;
    const id = idOf(declared);
    const credentialsArn = text(properties, 'CredentialsArn');
    apiFor(apis, properties).integrations.set(id, {
      id,
      functionArn: functionArnOf(properties, 'IntegrationUri'),
      ...(credentialsArn === undefined ? {} : { credentialsArn }),
    });
    return { ref: id, attributes: { IntegrationId: id } };
  },
});

const route = (apis: WebSocketApis): ResourceType => ({
  properties: {
    ApiId: executed,
    RouteKey: executed,
    Target: executed,
    AuthorizationType: oneOf('NONE', 'CUSTOM'),
    AuthorizerId: executed,
    ApiKeyRequired: oneOf(false),
    RouteResponseSelectionExpression: oneOf('$default'),
    OperationName: label,
  },
  declare(declared) {
    const { properties } = declared;
    const id = idOf(declared);
    const routeKey = required(properties, 'RouteKey');
    const target = text(properties, 'Target');
    const authorizerId =
      text(properties, 'AuthorizationType') === 'CUSTOM' ? required(properties, 'AuthorizerId') : undefined;
    if (authorizerId !== undefined && routeKey !== '$connect')
      throw new RefusedError('/AuthorizationType', 'CUSTOM', 'A WebSocket API authorizes at $connect only.');
    apiFor(apis, properties).routes.set(routeKey, {
      id,
      routeKey,
      responds: false,
      ...(target === undefined ? {} : { integrationId: target.replace(/^integrations\//, '') }),
      ...(authorizerId === undefined ? {} : { authorizerId }),
    });
    return { ref: id, attributes: { RouteId: id } };
  },
});

const routeResponse = (apis: WebSocketApis): ResourceType => ({
  properties: { ApiId: executed, RouteId: executed, RouteResponseKey: oneOf('$default') },
  declare(declared) {
    const routeId = required(declared.properties, 'RouteId');
    for (const each of apiFor(apis, declared.properties).routes.values()) if (each.id === routeId) each.responds = true;
    const id = idOf(declared);
    return { ref: id, attributes: { RouteResponseId: id } };
  },
});

const identitySourcesOf = (properties: JsonObject): readonly string[] => {
  const given = properties.IdentitySource ?? [];
  const sources = (Array.isArray(given) ? given : [given]).map(String);
  const strange = sources.find((source) => !isIdentitySource(source));
  if (strange === undefined) return sources;
  throw new RefusedError(
    '/IdentitySource',
    strange,
    'Use route.request.querystring.<name> or route.request.header.<name>.',
  );
};

const authorizer = (apis: WebSocketApis): ResourceType => ({
  properties: {
    ApiId: executed,
    Name: executed,
    AuthorizerType: oneOf('REQUEST'),
    AuthorizerUri: executed,
    AuthorizerCredentialsArn: executed,
    IdentitySource: executed,
    AuthorizerResultTtlInSeconds: inert('a WebSocket API asks its authorizer once a connection') satisfies PropertyRule,
  },
  declare(declared) {
    const { properties } = declared;
    const id = idOf(declared);
    const credentialsArn = text(properties, 'AuthorizerCredentialsArn');
    apiFor(apis, properties).authorizers.set(id, {
      id,
      name: required(properties, 'Name'),
      functionArn: functionArnOf(properties, 'AuthorizerUri'),
      identitySources: identitySourcesOf(properties),
      ...(credentialsArn === undefined ? {} : { credentialsArn }),
    });
    return { ref: id, attributes: { AuthorizerId: id } };
  },
});

export const apigatewayResources = (kernel: Kernel, apis: WebSocketApis): Readonly<Record<string, ResourceType>> => ({
  'AWS::ApiGatewayV2::Api': api(kernel, apis),
  'AWS::ApiGatewayV2::Stage': stage(apis),
  'AWS::ApiGatewayV2::Deployment': deployment(apis),
  'AWS::ApiGatewayV2::Integration': integration(apis),
  'AWS::ApiGatewayV2::Route': route(apis),
  'AWS::ApiGatewayV2::RouteResponse': routeResponse(apis),
  'AWS::ApiGatewayV2::Authorizer': authorizer(apis),
});
