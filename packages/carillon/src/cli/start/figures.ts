import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Standing } from '@carillon/local/cloud';
import { fhirResourceChanged } from '../../../../../generated/events.ts';
import type { ConsoleState } from '../../console/page/state.ts';
import { catalogNow } from './catalog-now.ts';
import { readRuns } from './run-book.ts';
import type { System } from './system.ts';

/** Events of the catalog that the bus has taken, by name. A publisher that tries again is counted again. */
export const publishedOf = ({ meter }: Standing, root: string): Readonly<Record<string, number>> => {
  const names = new Set(catalogNow(root).events);
  return Object.fromEntries(
    meter
      .read()
      .filter(({ action, kind }) => action === 'EventPublished' && names.has(kind))
      .map(({ kind, count }) => [kind, count]),
  );
};

const counted = ({ meter }: Standing, service: string, action: string): number =>
  meter.read().reduce((sum, each) => (each.service === service && each.action === action ? sum + each.count : sum), 0);

export const noticesOf = (standing: Standing): number => counted(standing, 'execute-api', 'MessageSent');

/** Messages that lie in dead-letter queues now. */
export const deadLettersOf = async ({ sqs, deadLetterQueues }: System): Promise<number> => {
  const counts = await Promise.all(
    deadLetterQueues().map(async (QueueUrl) => {
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl,
          AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
        }),
      );
      return Object.values(Attributes ?? {}).reduce((sum, text) => sum + Number(text), 0);
    }),
  );
  return counts.reduce((sum, each) => sum + each, 0);
};

export const sumOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, each) => sum + each, 0);

/** What the page shows at this moment. */
export const consoleState = async (standing: Standing, system: System, root: string): Promise<ConsoleState> => {
  const [runs, deadLetters] = await Promise.all([readRuns(system), deadLettersOf(system)]);
  const published = publishedOf(standing, root);
  return {
    now: new Date(standing.kernel.clock.now()).toISOString(),
    endpoint: standing.endpoint,
    runs: runs.slice(0, 20),
    counts: {
      published: sumOf(published),
      changes: published[fhirResourceChanged.name] ?? 0,
      objects: counted(standing, 'firehose', 'ObjectDelivered'),
      notices: noticesOf(standing),
      deadLetters,
    },
  };
};
