import {
  type Application,
  addSubscriptions,
  alarm,
  EventBus,
  functionMetric,
  type Handlers,
  handlersIn,
  Lake,
  LifeCycleStack,
  StreamPipe,
} from '@carillon/constructs';
import type { Construct } from 'constructs';
import type { ExportDataStack } from './data-stack.ts';
import { resourcesOf, uses } from './uses.ts';

/** What flows: the bus, the tables' streams that publish to it, the archive, and the consumers that use data alone. */
export class BusStack extends LifeCycleStack {
  readonly bus: EventBus;

  constructor(scope: Construct, id: string, application: Application, data: ExportDataStack) {
    super(scope, id, { description: 'Carillon: the bus, producers and consumers.', foundation: data });
    this.bus = new EventBus(this, 'Bus', application.busName);
    const handlers = handlersIn(application, uses, 'shared', resourcesOf(data, this.bus));
    this.addProducers(handlers, data);
    const { bus } = this;
    const consumers = addSubscriptions(this, handlers, { bus, claims: data.claims, archive: data.archive });
    const archiver = consumers.get('s3-archiver');
    if (archiver !== undefined)
      alarm(archiver, 'Misfiled', {
        description: 'Records came that are not events; they are below errors/ in the archive.',
        runbook: 'archive-behind',
        metric: functionMetric(this, 'RecordsMisfiled', 's3-archiver', 'Sum'),
        atLeast: 1,
      });
    new Lake(this, 'Lake', { definition: application.lake, archive: data.archive, results: data.queryResults });
  }

  /** Producers behind a table's stream. */
  private addProducers(handlers: Handlers, { patients, sites, ledger, callbacks }: ExportDataStack): void {
    const { bus } = this;
    new StreamPipe(this, 'PatientStream', {
      table: patients,
      bus,
      handler: handlers.named('producers/patient-stream'),
      filter: { eventName: ['INSERT', 'MODIFY', 'REMOVE'] },
    });
    new StreamPipe(this, 'SiteStream', {
      table: sites,
      bus,
      handler: handlers.named('producers/site-stream'),
      // A measure that is deleted is not measured again.
      filter: { eventName: ['INSERT', 'MODIFY'] },
    });
    new StreamPipe(this, 'RunLedger', {
      table: ledger,
      bus,
      handler: handlers.named('producers/run-ledger'),
      // A stream's head (sequence 0) is not an event.
      filter: { eventName: ['INSERT'], dynamodb: { NewImage: { eventName: { S: [{ exists: true }] } } } },
      retry: 'outbox',
    });
    new StreamPipe(this, 'CallbackRecord', {
      table: callbacks,
      bus,
      handler: handlers.named('producers/callback-record'),
      filter: { eventName: ['INSERT', 'MODIFY'], dynamodb: { NewImage: { token: { S: [{ exists: true }] } } } },
      retry: 'outbox',
    });
  }
}
