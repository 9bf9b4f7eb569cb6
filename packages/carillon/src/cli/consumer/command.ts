import { type Command, onlyFor, UsageError } from '../command.ts';
import { operating } from '../operate/cloud.ts';
import { cloudOptions } from '../operate/cloud-options.ts';
import { catchUp } from './catch-up.ts';
import { newConsumer } from './new.ts';
import { removeConsumer } from './remove.ts';

export const consumer: Command = {
  name: 'consumer',
  summary: 'Add a consumer of events of the catalog, deliver past events to it, or remove it.',
  usage: 'carillon consumer new <name> --to <Event>[,<Event>] | catch-up <name> | remove <name> [options]',
  actions: ['new', 'catch-up', 'remove'],
  options: {
    to: { value: '<events>', help: 'The events it consumes, with commas between them.', only: ['new'] },
    where: {
      value: '<json>',
      help: 'An EventBridge pattern that narrows them, over source and detail-type.',
      only: ['new'],
    },
    from: {
      value: '<time>',
      help: 'Where the archived past begins that it has before its live events. Default of new: no past.',
      only: ['new', 'catch-up'],
    },
    settle: {
      value: '<s>',
      help: 'How long the archive may take to write. Default 90, here 8.',
      only: ['catch-up'],
    },
    owner: { value: '<team>', help: "Who is asked when it breaks. Default: the first event's owner.", only: ['new'] },
    ...onlyFor(['catch-up'], cloudOptions),
    force: { help: 'Also what was changed since consumer new wrote it.', only: ['remove'] },
    json: { help: 'Print one JSON object.' },
  },
  examples: [
    'carillon consumer remove stock-report',
    'carillon consumer new stock-report --to StockCounted --from 2026-11-01T00:00:00Z',
    'carillon consumer catch-up stock-report',
    'carillon consumer new stock-report --to StockCounted',
    `carillon consumer new stock-report --to StockCounted --where '{"detail":{"data":{"warehouseId":["1"]}}}'`,
  ],
  async run(given, [action, name, ...more], project) {
    if (name === undefined || more.length > 0 || !['new', 'remove', 'catch-up'].includes(action ?? ''))
      throw new UsageError('consumer takes new, catch-up or remove, and one name. carillon consumer --help');
    if (action === 'catch-up') return operating(given, project, (cloud) => catchUp(given, project, cloud, name));
    return action === 'new' ? newConsumer(given, project, name) : removeConsumer(given, project, name);
  },
};
