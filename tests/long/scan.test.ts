import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { exampleResources, type FhirResource } from '../../demo/fhir-resources.ts';
import { type CarillonProcess, carillon, type Ending } from './carillon-process.ts';
import { marksIn, personalMarks, TOKEN } from './marks.ts';
import { sessionAt } from './session.ts';

const data = join(mkdtempSync(join(tmpdir(), 'carillon-scan-')), 'data');
const FILE = join(data, 'cloud.sqlite');

/** Told to pages during the run: what the console answered and what came over the WebSocket. */
const traffic: string[] = [];
let addresses: readonly string[] = [];
let marks: readonly string[] = [];
let ending: Ending;

const follow = async (endpoint: string): Promise<WebSocket> => {
  const { url, token } = await sessionAt(endpoint);
  addresses = [endpoint, url];
  const socket = new WebSocket(url, ['carillon.v1', `bearer.${token}`]);
  await once(socket, 'open');
  socket.on('message', (message) => traffic.push(String(message)));
  socket.send(JSON.stringify({ action: 'subscribe', subjects: ['runs', 'changes', 'patients', 'sites'] }));
  return socket;
};

const play = async (process: CarillonProcess): Promise<Ending> => {
  const endpoint = await process.endpoint();
  const socket = await follow(endpoint);
  await process.told(/^The cloud keeps running/);
  traffic.push(await (await fetch(`${endpoint}/console/state`)).text());
  socket.terminate();
  process.kill('SIGINT');
  return process.ended;
};

beforeAll(async () => {
  const resources: FhirResource[] = [];
  for await (const resource of exampleResources()) resources.push(resource);
  // The sample's own patient, who moves in the demo: demo/app-data.ts writes him through the application's table.
  marks = [...personalMarks(resources), 'Carillon Square', 'Mechelen'];
  ending = await play(carillon('start', '--data', data, '--port', '0'));
});
afterAll(() => expect(ending.code).toBe(0));

interface Home {
  readonly table: string;
  readonly key?: RegExp;
}

/**
 * Where resources of persons are at home: the datastore, the objects of the buckets (exports, claims, archive), and the
 * application's own table with its stream, which keeps a day ("DynamoDB Streams": 24 hours).
 */
const ALWAYS: readonly Home[] = [
  { table: 't_healthlake_resources' },
  { table: 't_healthlake_versions' },
  { table: 'blobs' },
  { table: 't_dynamodb_items', key: /PatientTable/ },
  { table: 'l_dynamodb_stream', key: /PatientTable/ },
];

/** Messages to a consumer in Rust that is not compiled on this machine, or not yet: the start says that they wait. */
const WAITING: Home = { table: 't_sqs_messages', key: /PopulationCounterQueue/ };

const homes = (): readonly Home[] =>
  /population-counter.* events wait in its queue/.test(ending.stderr) ? [...ALWAYS, WAITING] : ALWAYS;

const isAtHome = (table: string, key: string): boolean =>
  homes().some((home) => home.table === table && (home.key?.test(key) ?? true));

const textOf = (value: unknown): string =>
  value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value);

interface Finding {
  readonly table: string;
  readonly key: string;
  readonly found: readonly string[];
}

const rowsOf = (db: DatabaseSync): readonly { table: string; key: string; text: string }[] => {
  const tables = db
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
    .all()
    .map(({ name }) => String(name));
  return tables.flatMap((table) =>
    db
      .prepare(`SELECT * FROM "${table}"`)
      .all()
      .map((row) => {
        const values = Object.values(row).map(textOf);
        return { table, key: values[0] ?? '', text: values.join('\n') };
      }),
  );
};

describe('what a full run leaves behind', () => {
  it('was a run with persons in it, and told its pages', () => {
    expect(marks.length).toBeGreaterThan(20);
    expect(traffic.length).toBeGreaterThan(10);
    const db = new DatabaseSync(FILE, { readOnly: true });
    const atHome = rowsOf(db).filter(({ table, key, text }) => isAtHome(table, key) && marksIn(text, marks).length > 0);
    db.close();
    expect(new Set(atHome.map(({ table }) => table))).toContain('t_healthlake_resources');
  });

  it('is readable by its owner alone', () => {
    expect(statSync(data).mode & 0o077).toBe(0);
  });

  it('keeps no token anywhere', () => {
    const everything = readdirSync(data).map((name) => readFileSync(join(data, name)).toString('latin1'));
    const told = [ending.stdout, ending.stderr, ...traffic, ...addresses];
    for (const text of [...everything, ...told]) expect(TOKEN.exec(text)?.[0].slice(0, 12)).toBeUndefined();
  });

  it('names no person outside the stores that are theirs', () => {
    const db = new DatabaseSync(FILE, { readOnly: true });
    const findings: readonly Finding[] = rowsOf(db)
      .filter(({ table, key }) => !isAtHome(table, key))
      .map(({ table, key, text }) => ({ table, key, found: marksIn(text, marks) }))
      .filter(({ found }) => found.length > 0);
    db.close();
    expect(findings).toEqual([]);
  });

  it('names no person in its words, its pages and its other files', () => {
    for (const text of [ending.stdout, ending.stderr, ...traffic]) expect(marksIn(text, marks)).toEqual([]);
    for (const name of readdirSync(data).filter((each) => !each.startsWith('cloud.sqlite')))
      expect(marksIn(readFileSync(join(data, name), 'latin1'), marks), name).toEqual([]);
  });

  it('has nothing left of it on free pages, once the stores are emptied', () => {
    const db = new DatabaseSync(FILE);
    db.exec('PRAGMA secure_delete=ON');
    for (const { table } of homes()) db.exec(`DELETE FROM "${table}"`);
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    db.close();
    expect(marksIn(readFileSync(FILE, 'latin1'), marks)).toEqual([]);
  });
});
