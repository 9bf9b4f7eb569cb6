import { HandlerFunction } from '@carillon/constructs/handler-function';
import { LifeCycleStack } from '@carillon/constructs/life-cycle-stack';
import { pascal } from '@carillon/constructs/pascal';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnOutput } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { BusStack } from './bus-stack.ts';
import type { DataStack } from './data-stack.ts';
import { listen } from './listening.ts';
import { handlerNamed, type System } from './system.ts';
import { type Resources, usesOf } from './uses.ts';
import { WebSocketAddress, WebSocketRoutes } from './web-socket.ts';

/** What meets the world: the WebSocket API and the consumer that speaks to its connections. */
export class EdgeStack extends LifeCycleStack {
  readonly key: IKey;
  readonly alarmTopicArn: string;

  constructor(scope: Construct, id: string, system: System, { data, bus }: { data: DataStack; bus: BusStack }) {
    super(scope, id, { settings: data.settings, description: 'Carillon: the WebSocket API and its notices.' });
    this.key = data.key;
    this.alarmTopicArn = data.alarmTopicArn;
    const address = new WebSocketAddress(this, 'WebSocket');
    const resources: Resources = { ...data.kept, bus: bus.bus, address };
    listen(this, 'edge', system, resources);
    this.serve(system, resources, address);
    new CfnOutput(this, 'WebSocketUrl', { value: address.url });
  }

  private serve(system: System, resources: Resources, address: WebSocketAddress): void {
    const make = (name: string): HandlerFunction => {
      const source = handlerNamed(system, `consumers/websocket-notifier/${name}`);
      return new HandlerFunction(this, `WebSocket${pascal(name)}`, {
        source,
        uses: usesOf(source.settings.uses, resources),
      });
    };
    new WebSocketRoutes(this, 'WebSocketRoutes', address, {
      authorizer: make('authorizer').function,
      connect: make('connect').function,
      disconnect: make('disconnect').function,
      subscribe: make('subscribe').function,
    });
  }
}
