/** What a WebSocket API consists of, as its template describes it (API Gateway Developer Guide, "WebSocket APIs"). */
export interface Integration {
  readonly id: string;
  readonly functionArn: string;
  /** A role to invoke the function as; without it API Gateway itself invokes it, by the function's own policy. */
  readonly credentialsArn?: string;
}

export interface Authorizer extends Integration {
  readonly name: string;
  /** `route.request.querystring.token`, `route.request.header.Authorization`, … all must be there. */
  readonly identitySources: readonly string[];
}

export interface Route {
  readonly id: string;
  readonly routeKey: string;
  readonly integrationId?: string;
  readonly authorizerId?: string;
  /** What the integration answers goes back to the client. */
  responds: boolean;
}

export interface Stage {
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
}

export interface WebSocketApi {
  readonly id: string;
  readonly name: string;
  readonly routeSelectionExpression: string;
  readonly stages: Map<string, Stage>;
  /** By route key. */
  readonly routes: Map<string, Route>;
  readonly integrations: Map<string, Integration>;
  readonly authorizers: Map<string, Authorizer>;
}

/** One stage of an API: what an address leads to. */
export interface Deployed {
  readonly api: WebSocketApi;
  readonly stage: Stage;
}

export interface WebSocketApis {
  put(api: WebSocketApi): void;
  remove(id: string): void;
  get(id: string): WebSocketApi | undefined;
  find(apiId: string, stage: string): Deployed | undefined;
}

/** Built anew from the template at every start. */
export const webSocketApis = (): WebSocketApis => {
  const apis = new Map<string, WebSocketApi>();
  return {
    put: (api) => void apis.set(api.id, api),
    remove: (id) => void apis.delete(id),
    get: (id) => apis.get(id),
    find(apiId, stageName) {
      const api = apis.get(apiId);
      const stage = api?.stages.get(stageName);
      return api === undefined || stage === undefined ? undefined : { api, stage };
    },
  };
};
