import type { Kernel, ServiceFactory } from '../../kernel/kernel.ts';
import type { Service } from '../../kernel/service.ts';
import { managementOperations } from './api.ts';
import { type ConnectionLimits, connectionsOf } from './connections.ts';
import { executeApiSurface } from './http.ts';
import { apigatewayResources } from './resource.ts';
import { webSocketApis } from './websocket-api.ts';
import { webSocketGate } from './websocket-gate.ts';

/** API Gateway's WebSocket APIs, under the name that their calls are signed with. */
export const apigatewayWithin =
  (limits: ConnectionLimits): ServiceFactory =>
  (kernel: Kernel): Service => {
    const apis = webSocketApis();
    const connections = connectionsOf(kernel, limits);
    const gate = webSocketGate(kernel, apis, connections);
    return {
      name: 'execute-api',
      resources: apigatewayResources(kernel, apis),
      operations: managementOperations(kernel, connections),
      http: [executeApiSurface(kernel, gate)],
      start: () => gate.start(),
      stop: () => gate.stop(),
    };
  };

export const apigateway: ServiceFactory = apigatewayWithin({ leastWallMilliseconds: 600_000 });
