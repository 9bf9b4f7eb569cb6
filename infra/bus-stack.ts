import { acceptFrom, DeadLetterQueue } from '@carillon/constructs/dead-letter-queue';
import { LifeCycleStack } from '@carillon/constructs/life-cycle-stack';
import { pascal } from '@carillon/constructs/pascal';
import { type Retry, StreamPipe } from '@carillon/constructs/stream-pipe';
import type { Use } from '@carillon/constructs/use';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { CfnEventBus, EventBus } from 'aws-cdk-lib/aws-events';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnOutput } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { DataStack } from './data-stack.ts';
import { Lake } from './lake.ts';
import { listen } from './listening.ts';
import { handlerNamed, type System } from './system.ts';
import { type OwnQueues, type Resources, usesOf } from './uses.ts';

/** What flows: the bus, the tables' streams that speak on it, the archive, and the consumers that keep to data. */
export class BusStack extends LifeCycleStack {
  readonly key: IKey;
  readonly alarmTopicArn: string;
  readonly bus: EventBus;

  constructor(scope: Construct, id: string, system: System, data: DataStack) {
    const { key, kept, settings } = data;
    super(scope, id, { settings, description: 'Carillon: the bus, who speaks and who listens.' });
    this.key = key;
    this.alarmTopicArn = data.alarmTopicArn;
    const bus = new EventBus(this, 'Bus', { eventBusName: system.busName });
    // Given to the L2 construct, the key's policy would name the bus, and the data stack come after this one.
    if (bus.node.defaultChild instanceof CfnEventBus) this.guard(bus.node.defaultChild);
    this.bus = bus;
    this.speak(system, { ...kept, bus });
    listen(this, 'bus', system, { ...kept, bus });
    new Lake(this, 'Lake', {
      definition: system.lake,
      settings: settings.lake ?? {},
      archive: kept.archive,
      results: data.queryResults,
    });
    new CfnOutput(this, 'EventBusName', { value: bus.eventBusName });
  }

  /**
   * "Using dead-letter queues to capture encrypted event errors": what the bus cannot decrypt or encrypt, since the key is
   * disabled or its policy is wrong, comes here as ciphertext. So this queue must not need the key.
   */
  private guard(bus: CfnEventBus): void {
    bus.kmsKeyIdentifier = this.key.keyArn;
    const { queue } = new DeadLetterQueue(this, 'BusDeadLetters', 'sqs');
    bus.deadLetterConfig = { arn: queue.queueArn };
    acceptFrom(queue, bus.attrArn);
  }

  /** Producers behind a table's stream. */
  private speak(system: System, resources: Resources): void {
    const from = (
      name: string,
      table: Table,
      filter: Readonly<Record<string, unknown>>,
      retry: Retry = 'attempts',
    ): void => {
      const source = handlerNamed(system, `producers/${name}`);
      const uses = (deadLetters: Required<OwnQueues>['deadLetters']): readonly Use[] =>
        usesOf(source.settings.uses, resources, { deadLetters });
      new StreamPipe(this, pascal(name), { table, bus: resources.bus, source, filter, uses, retry });
    };
    from('patient-stream', resources.patients, { eventName: ['INSERT', 'MODIFY', 'REMOVE'] });
    // A measure that is deleted is not measured again.
    from('site-stream', resources.sites, { eventName: ['INSERT', 'MODIFY'] });
    // A stream's head (sequence 0) is no event.
    const event = { NewImage: { eventName: { S: [{ exists: true }] } } };
    from('run-ledger', resources.ledger, { eventName: ['INSERT'], dynamodb: event }, 'outbox');
    const request = { NewImage: { token: { S: [{ exists: true }] } } };
    from('callback-record', resources.callbacks, { eventName: ['INSERT', 'MODIFY'], dynamodb: request }, 'outbox');
  }
}
