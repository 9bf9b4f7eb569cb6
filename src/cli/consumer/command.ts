import { type Command, UsageError } from '../command.ts';
import { newConsumer } from './new.ts';
import { removeConsumer } from './remove.ts';

export const consumer: Command = {
  name: 'consumer',
  summary: 'Subscribe a new consumer to events of the catalog, or take one away.',
  usage: 'carillon consumer new <name> --to <Event>[,<Event>] | remove <name> [options]',
  options: {
    to: { value: '<events>', help: 'The events it listens to, with commas between them.' },
    where: { value: '<json>', help: 'An EventBridge pattern that narrows them, over source and detail-type.' },
    owner: { value: '<team>', help: "Who is asked when it breaks. Default: the first event's owner." },
    root: { value: '<dir>', help: 'The folder with asyncapi.yaml and catalog/. Default: the working folder.' },
    force: { help: 'remove: also what was changed since consumer new wrote it.' },
    json: { help: 'Print one JSON object.' },
  },
  examples: [
    'carillon consumer remove bed-counter',
    'carillon consumer new bed-counter --to SiteMeasured',
    `carillon consumer new bed-counter --to SiteMeasured --where '{"detail":{"data":{"siteId":["1"]}}}'`,
  ],
  async run(given, [action, name, ...more]) {
    if (name === undefined || more.length > 0 || (action !== 'new' && action !== 'remove'))
      throw new UsageError('consumer takes new or remove, and one name. carillon consumer --help');
    return action === 'new' ? newConsumer(given, name) : removeConsumer(given, name);
  },
};
