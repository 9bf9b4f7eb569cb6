import { type Command, type Given, UsageError, wholeOf } from '../command.ts';
import { type Cloud, operating } from './cloud.ts';
import { cloudOptions } from './cloud-options.ts';
import { type DeadLetter, deadLetterQueueNamed, deadLetterQueues, deadLettersIn, redrive } from './dead-letters.ts';

const list = async (given: Given, cloud: Cloud): Promise<number> => {
  const queues = await deadLetterQueues(cloud);
  const listed = await Promise.all(
    queues.map(async ({ queue, url, messages }) => {
      const [oldest] = messages === 0 ? [] : await deadLettersIn(cloud, url, 10);
      return { queue, messages, ...(oldest === undefined ? {} : { oldest: oldest.at }) };
    }),
  );
  if (given.json === true) console.log(JSON.stringify({ ok: true, queues: listed }));
  else
    for (const { queue, messages, oldest } of listed)
      console.log(`${String(messages).padStart(6)}  ${queue}${oldest === undefined ? '' : `  since ${oldest}`}`);
  return 0;
};

const line = ({ at, errorCode, errorMessage, event, eventId, correlationId, bytes }: DeadLetter): string =>
  [
    `${at}  ${errorCode ?? 'no reason given'}${errorMessage === undefined ? '' : `: ${errorMessage}`}`,
    `    ${event ?? 'no event'} ${eventId ?? ''}${correlationId === undefined ? '' : `, correlation ${correlationId}`}, ${bytes} bytes`,
  ].join('\n');

const show = async (given: Given, cloud: Cloud, name: string): Promise<number> => {
  const most = wholeOf(given, 'limit', { least: 1, most: 1_000, or: 20 });
  const queue = await deadLetterQueueNamed(cloud, name);
  const letters = await deadLettersIn(cloud, queue.url, most);
  if (given.json === true) console.log(JSON.stringify({ ok: true, queue: queue.queue, letters }));
  else
    console.log(
      [`${queue.queue}: ${queue.messages} ${queue.messages === 1 ? 'message' : 'messages'}`, ...letters.map(line)].join(
        '\n',
      ),
    );
  return 0;
};

const putBack = async (given: Given, cloud: Cloud, name: string): Promise<number> => {
  const redriven = await redrive(cloud, await deadLetterQueueNamed(cloud, name));
  if (given.json === true) console.log(JSON.stringify({ ok: true, ...redriven }));
  else
    console.log(
      `${redriven.moved} ${redriven.moved === 1 ? 'message' : 'messages'} moved from ${redriven.queue} to ${redriven.to}`,
    );
  return 0;
};

const named = (name: string | undefined, action: string): string => {
  if (name === undefined) throw new UsageError(`dlq ${action} takes a queue; carillon dlq list names them.`);
  return name;
};

export const dlq: Command = {
  name: 'dlq',
  summary: 'List dead letters, and move them back to their queues.',
  usage: 'carillon dlq list | show <queue> | redrive <queue> [options]',
  actions: ['list', 'show', 'redrive'],
  options: {
    ...cloudOptions,
    limit: { value: '<n>', help: 'How many messages at most. Default 20.', only: ['show'] },
    json: { help: 'Print one JSON object.' },
  },
  examples: ['carillon dlq list', 'carillon dlq show invoicer', 'carillon dlq redrive invoicer --profile prod'],
  run: (given, [action, name, ...more], project) => {
    if (more.length > 0) throw new UsageError(`dlq ${action} takes no ${more.join(' ')}.`);
    if (action === 'list' && name === undefined) return operating(given, project, (cloud) => list(given, cloud));
    if (action === 'show') return operating(given, project, (cloud) => show(given, cloud, named(name, action)));
    if (action === 'redrive') return operating(given, project, (cloud) => putBack(given, cloud, named(name, action)));
    throw new UsageError(`dlq takes list, show <queue> or redrive <queue>, not ${action ?? 'nothing'}.`);
  },
};
