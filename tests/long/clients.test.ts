import { randomUUID } from 'node:crypto';
import { StartQueryExecutionCommand } from '@aws-sdk/client-athena';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetTablesCommand } from '@aws-sdk/client-glue';
import { DescribeExecutionCommand, GetExecutionHistoryCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { events as catalog, siteMeasured } from '../../generated/events.ts';
import { type ArchivedEvent, archivedEvents, ofType } from './archived-events.ts';
import { carillon } from './carillon-process.ts';
import { queueNamed, stateMachine, tableNamed } from './cloud-clients.ts';
import { fhirFolder } from './fhir-folder.ts';
import { demoPlayed, type StandingCarillon, standingCarillon } from './standing-carillon.ts';
import { waitUntil } from './wait-until.ts';

let cloud: StandingCarillon;
beforeAll(async () => {
  cloud = await standingCarillon('--fhir', (await fhirFolder(20)).path);
  await demoPlayed(cloud);
});
afterAll(async () => {
  expect(await cloud.stop()).toBe(0);
});

const archivedSoon = (what: string, isIt: (event: ArchivedEvent) => boolean): Promise<readonly ArchivedEvent[]> =>
  waitUntil(
    what,
    () => archivedEvents(cloud.clients),
    (events) => events.some(isIt),
  );

describe('unmodified SDK clients of another process', () => {
  it('put events that are routed and archived', async () => {
    const id = randomUUID();
    const now = new Date();
    const { events } = cloud.clients;
    const Detail = JSON.stringify({
      metadata: { id, correlationId: id, occurredAt: now.toISOString(), schema: siteMeasured.schema },
      data: { id: 'outside-1', siteId: '7', name: 'oxygen', createdAtTime: now.getTime(), valueOne: 97, valueTwo: 1.5 },
    });
    const entry = { EventBusName: 'carillon', Source: siteMeasured.source, DetailType: siteMeasured.name, Detail };
    const answer = await events.send(new PutEventsCommand({ Entries: [entry, { ...entry, Detail: 'no JSON' }] }));
    expect(answer.FailedEntryCount).toBe(1);
    expect(answer.Entries?.[0]?.EventId).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.Entries?.[1]?.ErrorCode).toBe('MalformedDetail');
    const archived = await archivedSoon('the measure', ({ detail }) => detail.metadata.id === id);
    expect(ofType(archived, siteMeasured.name).at(-1)?.detail.data).toBeDefined();
  });

  it('find the tables of the lake, and what answers questions in the place of Athena', async () => {
    const { TableList = [] } = await cloud.clients.glue.send(new GetTablesCommand({ DatabaseName: 'carillon' }));
    expect(TableList.map(({ Parameters }) => Parameters?.['carillon.event']).toSorted()).toEqual(
      catalog.map(({ name }) => name).toSorted(),
    );
    const asked = cloud.clients.athena.send(
      new StartQueryExecutionCommand({ QueryString: 'SELECT 1', WorkGroup: 'carillon' }),
    );
    await expect(asked).rejects.toThrow('DuckDB');
    const sql = "SELECT count(*) AS n FROM site_measured WHERE detail.data.siteId = '1'";
    const { code, stdout } = await carillon('query', '--json', '--endpoint', cloud.endpoint, sql).ended;
    expect([code, JSON.parse(stdout).rows]).toEqual([0, [[1]]]);
  });

  it('read the patient table', async () => {
    const { Items } = await cloud.clients.dynamodb.send(
      new QueryCommand({
        TableName: await tableNamed(cloud.clients, 'PatientTable'),
        KeyConditionExpression: 'id = :id',
        ExpressionAttributeValues: { ':id': 'PATIENT#carillon-1' },
      }),
    );
    expect(Items).toMatchObject([
      { sk: 'ADDRESS#1', itemType: 'Address', city: 'Mechelen' },
      { sk: 'PATIENT#carillon-1', itemType: 'Patient' },
    ]);
    expect(Items?.[0]?.address).toContain('Carillon Square');
  });

  it('find in the archive that the second run exported exactly what changed', async () => {
    const events = await archivedEvents(cloud.clients);
    const [first, second] = ofType(events, 'ExportRunStarted').toSorted(
      (a, b) => Date.parse(String(a.detail.data.until)) - Date.parse(String(b.detail.data.until)),
    );
    expect(second?.detail.data.since).toBe(first?.detail.data.until);
    const changed = ofType(events, 'FhirResourceChanged').filter(
      ({ detail }) => detail.data.runId === second?.detail.data.runId,
    );
    expect(changed.map(({ detail }) => detail.data)).toMatchObject([
      { resourceType: 'Patient', resourceId: 'carillon-1', resource: { address: [{ city: 'Mechelen' }] } },
    ]);
  });

  it('start an execution, describe it and read its history', async () => {
    const { sfn } = cloud.clients;
    const { executionArn = '' } = await sfn.send(
      new StartExecutionCommand({ stateMachineArn: await stateMachine(cloud.clients), input: '{}' }),
    );
    expect(executionArn).toMatch(/^arn:aws:states:us-east-1:000000000000:execution:/);
    const ended = await waitUntil(
      'the execution',
      () => sfn.send(new DescribeExecutionCommand({ executionArn })),
      ({ status }) => status !== 'RUNNING',
    );
    expect(ended.status, ended.cause).toBe('SUCCEEDED');
    const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
    expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
    expect([events[0]?.type, events.at(-1)?.type]).toEqual(['ExecutionStarted', 'ExecutionSucceeded']);
    expect(events.some(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name === 'BeginRun')).toBe(true);
  });

  it('see an item of an unknown type put aside with its reason, and the next one published', async () => {
    const TableName = await tableNamed(cloud.clients, 'PatientTable');
    const { dynamodb, sqs } = cloud.clients;
    await dynamodb.send(new PutCommand({ TableName, Item: { id: 'INVOICE#1', sk: 'INVOICE#1', itemType: 'Invoice' } }));
    await dynamodb.send(
      new PutCommand({
        TableName,
        Item: { id: 'PATIENT#next', patientId: 'next', sk: 'PATIENT#next', itemType: 'Patient', name: 'Example, Next' },
      }),
    );
    const QueueUrl = await queueNamed(cloud.clients, 'PatientStreamDeadLetters');
    const [message] = await waitUntil(
      'the dead letter',
      async () => {
        const receive = new ReceiveMessageCommand({
          QueueUrl,
          MessageAttributeNames: ['All'],
          MaxNumberOfMessages: 10,
        });
        return (await sqs.send(receive)).Messages ?? [];
      },
      (messages) => messages.length > 0,
    );
    expect(message?.Body).toContain('INVOICE#1');
    expect(message?.MessageAttributes?.errorCode?.StringValue).toMatch(/^[A-Z_]+$/);
    expect(message?.MessageAttributes?.errorMessage?.StringValue).toMatch(/neither a Patient nor an Address/);
    await archivedSoon(
      'the next patient',
      (event) => event['detail-type'] === 'PatientChanged' && event.detail.data.patientId === 'next',
    );
  });
});
