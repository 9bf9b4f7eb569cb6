import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { carillon } from './carillon-process.ts';
import { queueNamed } from './cloud-clients.ts';
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

interface Answer {
  readonly code: number | null;
  readonly out: string;
  readonly json: unknown;
}

/** A command of the operator, as a process of its own. */
const operate = async (...argv: readonly string[]): Promise<Answer> => {
  const { code, stdout, stderr } = await carillon(...argv, '--endpoint', cloud.endpoint).ended;
  const last = stdout.trim().split('\n').at(-1) ?? '';
  return { code, out: stdout + stderr, json: argv.includes('--json') && last !== '' ? JSON.parse(last) : undefined };
};

interface Queues {
  readonly queues: readonly { readonly queue: string; readonly messages: number; readonly oldest?: string }[];
}

const waiting = async (part: string): Promise<number> => {
  const { json } = await operate('dlq', 'list', '--json');
  return (json as Queues).queues.find(({ queue }) => queue.includes(part))?.messages ?? 0;
};

const PERSON = 'Example, Unforgettable';

describe('carillon dlq', () => {
  it('tells how many wait and why, shows no payload, and puts them back', async () => {
    const QueueUrl = await queueNamed(cloud.clients, 'PatientToFhirQueue');
    const MessageBody = JSON.stringify({ name: PERSON, no: 'event' });
    await cloud.clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    await waitUntil(
      'the dead letter',
      () => waiting('PatientToFhir'),
      (count) => count === 1,
    );

    const shown = await operate('dlq', 'show', 'patient-to-fhir');
    expect(shown.code, shown.out).toBe(0);
    expect(shown.out).toMatch(/PatientToFhirDeadLetters\S*: 1 message$/m);
    expect(shown.out).toContain('NOT_AN_EVENT');
    expect(shown.out).not.toContain('Unforgettable');

    const { code, json, out } = await operate('dlq', 'redrive', 'patient-to-fhir', '--json');
    expect(code, out).toBe(0);
    expect(json).toMatchObject({ ok: true, moved: 1, to: expect.stringContaining('PatientToFhirQueue') });
    // It is no event still, so it comes back.
    await waitUntil(
      'the dead letter again',
      () => waiting('PatientToFhir'),
      (count) => count === 1,
    );
  });

  it('says where a rule’s dead letters go, and that there is no such queue', async () => {
    const archiver = await operate('dlq', 'redrive', 's3-archiver');
    expect([archiver.code, archiver.out]).toEqual([1, expect.stringMatching(/NO_SOURCE.*\n {2}fix: /)]);
    expect((await operate('dlq', 'show', 'moon')).out).toMatch(/NOT_FOUND.*moon\n {2}fix: carillon dlq list/);
    expect((await operate('dlq', 'empty')).code).toBe(64);
  });
});

interface Runs {
  readonly runs: readonly { readonly runId: string; readonly execution: string; readonly last: string }[];
}

describe('carillon runs', () => {
  it('lists runs with their ends, and tells one event by event', async () => {
    const { json } = await operate('runs', 'list', '--json');
    const ended = (json as Runs).runs.find(({ execution }) => execution === 'SUCCEEDED');
    expect(ended?.last).toBe('ExportRunCompleted');
    const { out, code } = await operate('runs', 'show', ended?.runId ?? '');
    expect(code, out).toBe(0);
    for (const word of ['ExportRunStarted', 'ExportJobCompleted', 'execution SUCCEEDED']) expect(out).toContain(word);
    expect((await operate('runs', 'redrive', ended?.runId ?? '')).out).toMatch(/NOT_FAILED/);
    expect((await operate('runs', 'show', 'nobody')).out).toMatch(/NOT_FOUND/);
  });
});

describe('carillon events', () => {
  it('tells what is archived without naming a person', async () => {
    const { code, out } = await operate('events', 'tail', '--from', '2020-01-01T00:00:00Z', '--for', '0', '--json');
    expect(code).toBe(0);
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly event: string; readonly at: string });
    expect(lines.map(({ event }) => event)).toContain('PatientChanged');
    expect(lines.map(({ at }) => at.slice(0, 13))).toEqual(lines.map(({ at }) => at.slice(0, 13)).toSorted());
    expect(out).toContain('[redacted]');
    expect(out).not.toContain('Carillon Square');
  });

  it('gives a consumer the past again, and counts before it does', async () => {
    const past = ['events', 'replay', '--to', 'patient-to-fhir', '--from', '2020-01-01T00:00:00Z', '--json'];
    const dry = await operate(...past, '--dry-run');
    expect(dry.json).toMatchObject({ ok: true, dryRun: true, events: 3 });
    expect((await operate(...past)).json).toMatchObject({ ok: true, dryRun: false, events: 3 });
    expect((await operate('events', 'replay', '--to', 'nobody', '--from', '2020-01-01T00:00:00Z')).code).toBe(64);
  });
});

describe('carillon catalog drift', () => {
  it('finds the archive as the catalog declares it', async () => {
    const { code, json, out } = await operate('catalog', 'drift', '--json');
    expect(code, out.slice(0, 2_000)).toBe(0);
    expect(json).toMatchObject({ ok: true });
  });
});
