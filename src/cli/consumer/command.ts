import { type Command, UsageError } from '../command.ts';
import { newConsumer } from './new.ts';

export const consumer: Command = {
  name: 'consumer',
  summary: 'Subscribe a new consumer to events of the catalog.',
  usage: 'carillon consumer new <name> --to <Event>[,<Event>] [options]',
  options: {
    to: { value: '<events>', help: 'The events it listens to, with commas between them.' },
    where: { value: '<json>', help: 'An EventBridge pattern that narrows them, over source and detail-type.' },
    owner: { value: '<team>', help: "Who is asked when it breaks. Default: the first event's owner." },
    root: { value: '<dir>', help: 'The folder with asyncapi.yaml and catalog/. Default: the working folder.' },
    json: { help: 'Print one JSON object.' },
  },
  examples: [
    'carillon consumer new bed-counter --to SiteMeasured',
    `carillon consumer new bed-counter --to SiteMeasured --where '{"detail":{"data":{"siteId":["1"]}}}'`,
  ],
  async run(given, [action, name, ...more]) {
    if (action !== 'new' || name === undefined || more.length > 0)
      throw new UsageError('consumer takes new and one name. carillon consumer --help');
    return newConsumer(given, name);
  },
};
