import {
  type Application,
  addSubscriptions,
  addWorkflows,
  EventBus,
  handlersIn,
  Lake,
  LifeCycleStack,
  readApplication,
  StreamPipe,
} from '@carillon/constructs';
import { readEnvironment } from '@carillon/constructs/environment';
import type { StacksModule } from '@carillon/constructs/synthesize';
import type { Construct } from 'constructs';
import { OrdersDataStack } from './data-stack.ts';
import { resourcesOf, uses } from './uses.ts';

/** What flows: the bus, the streams that publish to it, the archive's tables, the workflows and the consumers. */
class OrdersBusStack extends LifeCycleStack {
  constructor(scope: Construct, id: string, application: Application, data: OrdersDataStack) {
    super(scope, id, { description: 'Orders: the bus, producers, workflows and consumers.', foundation: data });
    const bus = new EventBus(this, 'Bus', application.busName);
    const resources = resourcesOf(data, bus);
    const { archive, callbacks, claims, ledger } = data;
    const handlers = handlersIn(application, uses, 'shared', resources);
    const filter = { eventName: ['INSERT'] };
    new StreamPipe(this, 'OrderStream', {
      table: data.orders,
      bus,
      handler: handlers.named('producers/order-stream'),
      filter,
    });
    new StreamPipe(this, 'PaymentStream', {
      table: data.payments,
      bus,
      handler: handlers.named('producers/payment-stream'),
      filter,
    });
    new StreamPipe(this, 'RunLedger', {
      table: ledger,
      bus,
      handler: handlers.named('producers/run-ledger'),
      // A stream's head (sequence 0) is not an event.
      filter: { eventName: ['INSERT'], dynamodb: { NewImage: { eventName: { S: [{ exists: true }] } } } },
      retry: 'outbox',
    });
    const workflows = Object.values(addWorkflows(this, handlers, { bus, callbacks }));
    addSubscriptions(this, handlers, { bus, claims, archive });
    const resuming = handlersIn(application, uses, 'workflow', { ...resources, workflows });
    addSubscriptions(this, resuming, { bus, claims, archive });
    new Lake(this, 'Lake', { definition: application.lake, archive, results: data.queryResults });
  }
}

/** What `infra/app.ts` synthesizes: what is stored, and what flows. */
export const stacks: StacksModule['stacks'] = async (app, root, environment) => {
  const data = new OrdersDataStack(app, 'OrdersData', readEnvironment(root, environment, {}));
  new OrdersBusStack(app, 'OrdersBus', await readApplication(root), data);
};
