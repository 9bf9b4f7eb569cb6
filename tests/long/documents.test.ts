import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blocksOf, writtenDocuments as documents, read } from '../documents/fenced-blocks.ts';
import { type ReadThrough, readDocument } from './documents/read-document.ts';
import { newReader, type Reader } from './documents/reader.ts';
import { fhirFolder } from './fhir-folder.ts';
import { demoPlayed, type StandingCarillon, standingCarillon } from './standing-carillon.ts';

/** What a newcomer changes and starts; the others look at the cloud that runs. Two readers, one for each core. */
const WORKSHOP = [
  ...['README.md', 'docs/quick-start.md', 'docs/add-an-event.md', 'docs/add-a-consumer.md', 'docs/contracts.md'],
  ...['docs/deploy.md', 'docs/versions.md', 'docs/local-cloud.md', 'docs/lake.md'],
];

const isFollowed = (document: string): boolean =>
  blocksOf(read(document)).some(
    ({ language, title }) => title === undefined && !['json', 'yaml', 'mermaid'].includes(language),
  );

/** Who writes one document tries that one: DOCUMENTS=quick-start npx vitest run --config vitest.long.config.ts … */
const asked = new RegExp(process.env.DOCUMENTS ?? '');
const followed = documents.filter((document) => asked.test(document) && isFollowed(document));
const ways = [
  WORKSHOP.filter((document) => followed.includes(document)),
  followed.filter((document) => !WORKSHOP.includes(document)),
];

let cloud: StandingCarillon;
const readers: Reader[] = [];
const outcomes = new Map<string, PromiseWithResolvers<ReadThrough>>(
  followed.map((document) => [document, Promise.withResolvers<ReadThrough>()]),
);

const readAll = async (reader: Reader, way: readonly string[]): Promise<void> => {
  for (const document of way) {
    const outcome = await readDocument(document, reader).catch((error: unknown) => ({
      faults: [String(error)],
      skipped: [],
    }));
    outcomes.get(document)?.resolve(outcome);
  }
};

beforeAll(async () => {
  cloud = await standingCarillon('--speed', '30', '--without-rust', '--fhir', (await fhirFolder(20)).path);
  await demoPlayed(cloud);
  readers.push(...ways.map(() => newReader(cloud)));
  for (const [index, reader] of readers.entries()) void readAll(reader, ways[index] ?? []);
});
afterAll(async () => {
  await Promise.all([...outcomes.values()].map(({ promise }) => promise));
  for (const reader of readers) reader.close();
  expect(await cloud.stop()).toBe(0);
});

describe('who does what a document says gets what it shows', () => {
  it.each(ways.flat())(
    '%s',
    async (document) => {
      const { faults, skipped = [] } = (await outcomes.get(document)?.promise) ?? { faults: ['never read'] };
      if (skipped.length > 0)
        console.warn(`documents: no AWS CLI is here, ${skipped.length} commands of ${document} left out`);
      expect(faults.join('\n\n')).toBe('');
    },
    900_000,
  );
});
