import {
  type Application,
  addSubscriptions,
  HandlerFunction,
  type Handlers,
  handlersIn,
  LifeCycleStack,
  pascalCase,
  WebSocketApi,
  WebSocketRoutes,
} from '@carillon/constructs';
import { CfnOutput } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { BusStack } from './bus-stack.ts';
import type { ExportDataStack } from './data-stack.ts';
import { resourcesOf, uses } from './uses.ts';

interface EdgeStackProps {
  readonly data: ExportDataStack;
  readonly bus: BusStack;
}

/** What browsers reach: the WebSocket API and the consumer that posts to its connections. */
export class EdgeStack extends LifeCycleStack {
  constructor(scope: Construct, id: string, application: Application, { data, bus: { bus } }: EdgeStackProps) {
    super(scope, id, { description: 'Carillon: the WebSocket API and its notices.', foundation: data });
    const webSocket = new WebSocketApi(this, 'WebSocket', 'carillon');
    const handlers = handlersIn(application, uses, 'edge', { ...resourcesOf(data, bus), webSocket });
    addSubscriptions(this, handlers, { bus, claims: data.claims, archive: data.archive });
    new WebSocketRoutes(this, 'WebSocketRoutes', webSocket, {
      authorizer: this.route(handlers, 'authorizer'),
      connect: this.route(handlers, 'connect'),
      disconnect: this.route(handlers, 'disconnect'),
      actions: { subscribe: this.route(handlers, 'subscribe') },
    });
    new CfnOutput(this, 'WebSocketUrl', { value: webSocket.url });
  }

  private route(handlers: Handlers, name: string): HandlerFunction {
    const { source, uses } = handlers.named(`consumers/websocket-notifier/${name}`);
    return new HandlerFunction(this, `WebSocket${pascalCase(name)}`, { source, uses: uses() });
  }
}
