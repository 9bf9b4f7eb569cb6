import { describe, expect, it } from 'vitest';
import { ordersApplication, synthesizedOrders } from '../fixture/synthesized.ts';

const { all, one } = synthesizedOrders(await ordersApplication());

describe('a WebSocket API', () => {
  it('authorizes each connection when it is opened, by a token that is not in the URL', () => {
    const routes = all('AWS::ApiGatewayV2::Route');
    expect(routes.map(({ RouteKey }) => RouteKey).toSorted()).toEqual(['$connect', '$disconnect', 'follow']);
    const authorized = routes.filter(({ AuthorizationType }) => AuthorizationType === 'CUSTOM');
    expect(authorized.map(({ RouteKey }) => RouteKey)).toEqual(['$connect']);
    expect(one('PageRoutesAuthorizer').IdentitySource).toEqual(['route.request.header.Sec-WebSocket-Protocol']);
  });

  it('sends back what the function of an action returns', () => {
    expect(one('PageRoutesFollow')).toMatchObject({ RouteResponseSelectionExpression: '$default' });
    expect(one('PageRoutesFollowResponse')).toMatchObject({ RouteResponseKey: '$default' });
  });

  it('lets each route invoke its own function alone', () => {
    for (const [permission, handler, path] of [
      ['PageRoutesConnectPermission', 'connectFunction', 'main/$connect'],
      ['PageRoutesDisconnectPermission', 'disconnectFunction', 'main/$disconnect'],
      ['PageRoutesFollowPermission', 'followFunction', 'main/follow'],
    ] as const) {
      expect(JSON.stringify(one(permission).FunctionName)).toContain(handler);
      expect(JSON.stringify(one(permission).SourceArn)).toContain(path);
    }
  });

  it('throttles, and logs neither headers nor bodies', () => {
    const { DefaultRouteSettings, AccessLogSettings } = one('PageRoutesStage');
    expect(DefaultRouteSettings).toEqual({ ThrottlingBurstLimit: 100, ThrottlingRateLimit: 50 });
    const { Format } = AccessLogSettings as { readonly Format: string };
    expect(Object.keys(JSON.parse(Format) as object)).toEqual([
      'requestId',
      'requestTime',
      'eventType',
      'routeKey',
      'status',
      'connectionId',
    ]);
  });

  it('is posted to by the function that uses it, and raises an alarm when it fails', () => {
    expect(JSON.stringify(one('OrderPageHandlerRole'))).toContain('execute-api:ManageConnections');
    expect(one('PageRoutesFailing')).toMatchObject({ Threshold: 5 });
  });
});

describe('a dashboard', () => {
  it('shows the runs of every workflow, and the metrics of its own stacks and namespace alone', () => {
    const body = JSON.stringify(one('Dashboard').DashboardBody);
    for (const name of ['FulfilOrderStateMachine', 'NightlyReportStateMachine']) expect(body).toContain(name);
    const searches = [...body.matchAll(/SEARCH\('([^']*)'/g)].map(([, search]) => search);
    expect(searches.length).toBeGreaterThan(5);
    expect(searches.filter((search) => !/^\{Shop,service\}|\} Shop /.test(search ?? ''))).toEqual([]);
  });
});
