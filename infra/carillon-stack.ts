import { AttributeType, StreamViewType } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { CfnOutput, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { Archive } from './archive.ts';
import { EncryptionKey } from './encryption-key.ts';
import { ExportWorkflow } from './export-workflow.ts';
import { FhirDatastore } from './fhir-datastore.ts';
import { HandlerFunction } from './handler-function.ts';
import { ItemTable } from './item-table.ts';
import { PrivateBucket } from './private-bucket.ts';
import { SignIn } from './sign-in.ts';
import { type Retry, StreamPipe } from './stream-pipe.ts';
import { Subscription } from './subscription.ts';
import { handlerNamed, handlersBelow, type System } from './system.ts';
import { allow, type Use } from './use.ts';
import { type OwnQueues, type Resources, readClaims, usesOf } from './uses.ts';
import { WebSocketAddress, WebSocketRoutes } from './web-socket.ts';

/** The tables whose streams speak on the bus. */
interface Tables {
  readonly patients: ItemTable;
  readonly sites: ItemTable;
  readonly ledger: ItemTable;
  readonly callbacks: ItemTable;
}

/** The whole system: what is kept, what flows, who acts on it. */
export class CarillonStack extends Stack {
  constructor(scope: Construct, id: string, system: System) {
    super(scope, id, {
      description: 'FHIR exports, patients and site measures on one bus.',
      terminationProtection: true,
    });
    const { key } = new EncryptionKey(this, 'EncryptionKey');
    const tables: Tables = {
      patients: new ItemTable(this, 'PatientTable', {
        key,
        partitionKey: 'id',
        sortKey: { name: 'sk', type: AttributeType.STRING },
        stream: StreamViewType.NEW_AND_OLD_IMAGES,
        keep: true,
      }),
      sites: new ItemTable(this, 'SiteTable', {
        key,
        partitionKey: 'id',
        stream: StreamViewType.NEW_AND_OLD_IMAGES,
        keep: true,
      }),
      ledger: new ItemTable(this, 'LedgerTable', {
        key,
        partitionKey: 'stream',
        sortKey: { name: 'sequence', type: AttributeType.NUMBER },
        stream: StreamViewType.NEW_IMAGE,
        keep: true,
      }),
      callbacks: new ItemTable(this, 'CallbackTable', {
        key,
        partitionKey: 'runId',
        stream: StreamViewType.NEW_IMAGE,
        timeToLive: 'expiresAt',
        keep: false,
      }),
    };
    const exports = new PrivateBucket(this, 'ExportBucket', { key, expireAfterDays: 30 }).bucket;
    const resources: Resources = {
      bus: new EventBus(this, 'Bus', { eventBusName: system.busName }),
      // The archive's events refer to their claims: these live as long as it does.
      claims: new PrivateBucket(this, 'ClaimBucket', { key }).bucket,
      archive: new PrivateBucket(this, 'ArchiveBucket', { key }).bucket,
      exports,
      ledger: tables.ledger.table,
      callbacks: tables.callbacks.table,
      idempotency: new ItemTable(this, 'IdempotencyTable', {
        key,
        partitionKey: 'id',
        timeToLive: 'expiration',
        keep: false,
      }).table,
      connections: new ItemTable(this, 'ConnectionTable', {
        key,
        partitionKey: 'PK',
        sortKey: { name: 'SK', type: AttributeType.STRING },
        timeToLive: 'expiresAt',
        keep: false,
      }).table,
      datastore: new FhirDatastore(this, 'FhirDatastore', { key, exports }),
      address: new WebSocketAddress(this, 'WebSocket'),
      signIn: new SignIn(this, 'SignIn'),
    };
    this.speak(system, resources, tables);
    const workflow = this.workflow(system, resources);
    this.listen(system, { ...resources, stateMachineArn: workflow.stateMachine.attrArn });
    this.serve(system, resources);
    this.tell(resources, tables, workflow);
  }

  /** Producers behind a table's stream. */
  private speak(system: System, resources: Resources, { patients, sites, ledger, callbacks }: Tables): void {
    const from = (
      name: string,
      { table }: ItemTable,
      filter: Readonly<Record<string, unknown>>,
      retry: Retry = 'attempts',
    ): void => {
      const source = handlerNamed(system, `producers/${name}`);
      const uses = (deadLetters: Required<OwnQueues>['deadLetters']): readonly Use[] =>
        usesOf(source.settings.uses, resources, { deadLetters });
      new StreamPipe(this, pascal(name), { table, bus: resources.bus, source, filter, uses, retry });
    };
    from('patient-stream', patients, { eventName: ['INSERT', 'MODIFY', 'REMOVE'] });
    // A measure that is deleted is not measured again.
    from('site-stream', sites, { eventName: ['INSERT', 'MODIFY'] });
    // A stream's head (sequence 0) is no event.
    const event = { NewImage: { eventName: { S: [{ exists: true }] } } };
    from('run-ledger', ledger, { eventName: ['INSERT'], dynamodb: event }, 'outbox');
    const request = { NewImage: { token: { S: [{ exists: true }] } } };
    from('callback-record', callbacks, { eventName: ['INSERT', 'MODIFY'], dynamodb: request }, 'outbox');
  }

  private workflow(system: System, resources: Resources): ExportWorkflow {
    const tasks = handlersBelow(system, 'workflows/fhir-export').map((source) => {
      const name = pascal(source.name.split('/').at(-1) ?? '');
      const task = new HandlerFunction(this, name, { source, uses: usesOf(source.settings.uses, resources) });
      return [`${name}FunctionArn`, task.function.functionArn] as const;
    });
    const uses: Use = {
      environment: {},
      statements: [
        allow(['lambda:InvokeFunction'], ...tasks.map(([, arn]) => arn)),
        allow(['dynamodb:PutItem'], resources.callbacks.tableArn),
        allow(['s3:GetObject'], resources.exports.arnForObjects('*')),
      ],
    };
    return new ExportWorkflow(this, 'FhirExport', {
      definition: system.exportDefinition,
      substitutions: {
        ...Object.fromEntries(tasks),
        CallbackTableName: resources.callbacks.tableName,
        DatastoreId: resources.datastore.datastore.attrDatastoreId,
        ExportBucketName: resources.exports.bucketName,
      },
      uses: [uses],
    });
  }

  /** Consumers, all of them from the catalog. */
  private listen(system: System, resources: Resources): void {
    for (const listener of system.listeners) {
      const source = handlerNamed(system, `consumers/${listener.name}`, `producers/${listener.name}`);
      const { bus } = resources;
      const { delivery } = listener;
      if (delivery.kind === 'firehose') {
        new Archive(this, pascal(listener.name), { bus, bucket: resources.archive, listener, source });
        continue;
      }
      const uses = (own: OwnQueues): readonly Use[] => [
        readClaims(resources),
        ...usesOf(source.settings.uses, resources, own),
      ];
      new Subscription(this, pascal(listener.name), { bus, listener, delivery, source, uses });
    }
  }

  private serve(system: System, resources: Resources): void {
    const make = (name: string): HandlerFunction => {
      const source = handlerNamed(system, `consumers/websocket-notifier/${name}`);
      return new HandlerFunction(this, `WebSocket${pascal(name)}`, {
        source,
        uses: usesOf(source.settings.uses, resources),
      });
    };
    new WebSocketRoutes(this, 'WebSocketRoutes', resources.address, {
      authorizer: make('authorizer').function,
      connect: make('connect').function,
      disconnect: make('disconnect').function,
      subscribe: make('subscribe').function,
    });
  }

  /** Names that a person or a tool outside needs. */
  private tell(resources: Resources, { patients, sites, ledger }: Tables, workflow: ExportWorkflow): void {
    const outputs: Readonly<Record<string, string>> = {
      ArchiveBucketName: resources.archive.bucketName,
      ClaimBucketName: resources.claims.bucketName,
      DatastoreEndpoint: resources.datastore.datastore.attrDatastoreEndpoint,
      DatastoreId: resources.datastore.datastore.attrDatastoreId,
      EventBusName: resources.bus.eventBusName,
      ExportBucketName: resources.exports.bucketName,
      LedgerTableName: ledger.table.tableName,
      PatientTableName: patients.table.tableName,
      SiteTableName: sites.table.tableName,
      StateMachineArn: workflow.stateMachine.attrArn,
      UserPoolClientId: resources.signIn.client.ref,
      UserPoolId: resources.signIn.userPool.ref,
      WebSocketUrl: resources.address.url,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}

/** `patient-to-fhir` -> `PatientToFhir`. */
const pascal = (kebab: string): string => kebab.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
