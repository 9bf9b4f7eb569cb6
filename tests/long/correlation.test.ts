import { DescribeLogGroupsCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { archivedEvents, ofType } from './archived-events.ts';
import { fhirFolder } from './fhir-folder.ts';
import { demoPlayed, type StandingCarillon, standingCarillon } from './standing-carillon.ts';

interface Line {
  readonly message?: string;
  readonly service?: string;
  readonly level?: string;
  readonly detailType?: string;
  readonly eventId?: string;
  readonly correlationId?: string;
  readonly runId?: string;
}

let cloud: StandingCarillon;
let lines: readonly Line[] = [];

const isLine = (text: string): boolean => text.startsWith('{') && text.includes('"message"');

/** Every line that a function wrote, of all log groups. */
const allLines = async (): Promise<readonly Line[]> => {
  const { logs } = cloud.clients;
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ limit: 50 }));
  const found: Line[] = [];
  for (const { logGroupName } of logGroups) {
    let nextToken: string | undefined;
    do {
      const command = new FilterLogEventsCommand({ logGroupName, ...(nextToken === undefined ? {} : { nextToken }) });
      const page = await logs.send(command);
      for (const { message = '' } of page.events ?? []) if (isLine(message)) found.push(JSON.parse(message) as Line);
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
  }
  return found.filter(({ service, message }) => service !== undefined && message !== undefined);
};

beforeAll(async () => {
  cloud = await standingCarillon('--fhir', (await fhirFolder(5)).path);
  await demoPlayed(cloud);
  lines = await allLines();
});
afterAll(async () => {
  await cloud.stop();
});

describe('the logs of a whole run', () => {
  it('lead from its beginning to its notices by one id', async () => {
    const [started] = ofType(await archivedEvents(cloud.clients), 'ExportRunStarted');
    const runId = String(started?.detail.data.runId);
    const services = new Set(
      lines.filter(({ correlationId }) => correlationId === runId).map(({ service }) => service),
    );
    expect([...services]).toEqual(
      expect.arrayContaining([
        'fhir-export/begin-run',
        'run-ledger',
        'callback-record',
        'export-starter',
        'export-poller',
        'callback-resumer',
        'fhir-export/process-file',
        'fhir-export/complete-run',
        'websocket-notifier',
      ]),
    );
  });

  it('name the event and its correlation in every line about a message', () => {
    const about = lines.filter(({ detailType }) => detailType !== undefined);
    expect(about.length).toBeGreaterThan(20);
    expect(about.filter(({ eventId, correlationId }) => eventId === undefined || correlationId === undefined)).toEqual(
      [],
    );
  });

  it('name the run in every line about a run', () => {
    const ofRuns = ['fhir-export/begin-run', 'fhir-export/process-file', 'export-starter', 'callback-resumer'];
    const about = lines.filter(({ service = '', level }) => ofRuns.includes(service) && level === 'INFO');
    expect(about.length).toBeGreaterThan(5);
    expect(about.filter(({ runId, correlationId }) => runId === undefined || runId !== correlationId)).toEqual([]);
  });
});
