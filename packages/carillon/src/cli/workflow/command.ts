import { type Command, UsageError, unknownAction } from '../command.ts';
import { newWorkflow } from './new.ts';

export const workflow: Command = {
  name: 'workflow',
  summary: 'Add a workflow that an event starts and another event may resume.',
  usage: 'carillon workflow new <name> --starts-on <Event> [--resumes-on <Event>] [options]',
  actions: ['new'],
  options: {
    'starts-on': { value: '<event>', help: 'The event that starts a run.' },
    'resumes-on': { value: '<event>', help: 'The event that a run waits for. Default: it does not wait.' },
    by: {
      value: '<field>',
      help: 'A field of the data of both events that names the run, such as orderId. Default: their correlation id.',
    },
    domain: { value: '<name>', help: 'The domain of its own events. Default: that of the event that starts it.' },
    owner: { value: '<team>', help: 'Its owner. Default: the owner of the event that starts it.' },
    json: { help: 'Print one JSON object.' },
  },
  examples: [
    'carillon workflow new order-fulfilment --starts-on OrderPlaced --resumes-on PaymentCaptured --by orderId',
    'carillon workflow new welcome-customer --starts-on CustomerRegistered',
  ],
  async run(given, [action, name, ...more], project) {
    if (action !== 'new') throw unknownAction(workflow, action);
    if (name === undefined || more.length > 0)
      throw new UsageError('workflow new takes one name, in kebab case. carillon workflow --help');
    return newWorkflow(given, project, name);
  },
};
