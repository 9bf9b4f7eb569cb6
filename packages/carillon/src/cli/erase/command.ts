import { examine, readSource } from '@carillon/catalog/check';
import { loadErasure } from '../../application.ts';
import { rootOf } from '../catalog/root.ts';
import { refuse } from '../change/refusal.ts';
import { type Command, type Given, UsageError } from '../command.ts';
import { type Cloud, OperateError, operating } from '../operate/cloud.ts';
import { cloudOptions } from '../operate/cloud-options.ts';
import { erase, type Holdings, holdingsOf, isNothing, type Request } from './erase.ts';
import { subjectOf } from './subject.ts';

const lines = ({ places, deadLetters }: Holdings): readonly string[] => [
  ...places.map(
    ({ place, objects, lines }) =>
      `  ${place.padEnd(18)} ${objects} object versions${lines === 0 ? '' : `, ${lines} lines`}`,
  ),
  ...deadLetters.map(({ queue, messages }) => `  dead letters       ${messages} in ${queue}`),
];

/** Their messages are not read: to receive a message takes it from its consumer. */
const waiting = (holdings: Holdings): readonly string[] =>
  holdings.waiting.map(
    ({ queue, messages }) =>
      `${messages} messages wait in ${queue}, whoever they are about; SQS deletes them after four days.`,
  );

const look = async (given: Given, cloud: Cloud, request: Request): Promise<number> => {
  const holdings = await holdingsOf(cloud, request);
  if (given.json === true) console.log(JSON.stringify({ ok: true, executed: false, ...holdings }));
  else if (isNothing(holdings)) console.log(['No data of this subject was found.', ...waiting(holdings)].join('\n'));
  else
    console.log(
      [
        'Would be removed:',
        ...lines(holdings),
        ...waiting(holdings),
        'Nothing was touched; --execute removes it.',
      ].join('\n'),
    );
  return 0;
};

const progress = (given: Given): ((done: number, of: number) => void) =>
  given.json === true || process.stderr.isTTY !== true
    ? () => undefined
    : (done, of) => void process.stderr.write(`\r${done} of ${of} object versions `);

const remove = async (given: Given, cloud: Cloud, request: Request): Promise<number> => {
  const erased = await erase(cloud, request, progress(given));
  if (!isNothing(erased.left))
    throw new OperateError(
      'LEFT_OVER',
      `${lines(erased.left).length} places hold data that arrived meanwhile`,
      'Erase again: a stream, a queue or a run still brings some.',
    );
  if (given.json === true) console.log(JSON.stringify({ ok: true, executed: true, ...erased }));
  else
    console.log(
      [
        'Removed:',
        ...(isNothing(erased.removed) ? ['  nothing, there was nothing'] : lines(erased.removed)),
        `Looked again, and found nothing. Record: ${erased.record}`,
        ...waiting(erased.left),
      ].join('\n'),
    );
  return 0;
};

export const eraseCommand: Command = {
  name: 'erase',
  summary: 'Find what is stored of a person in the archive and all copies of it, and remove it.',
  usage: 'carillon erase --subject <field>=<value> [--execute] [options]',
  options: {
    ...cloudOptions,
    subject: { value: '<field>=<value>', help: "The person's id, by the name of its field in the catalog's events." },
    execute: { help: 'Remove it permanently. Without it nothing is changed.' },
    json: { help: 'Print one JSON object.' },
  },
  examples: [
    'carillon erase --subject customerId=c-17',
    'carillon erase --subject customerId=c-17 --execute --profile prod',
  ],
  run: async (given, positionals, project) => {
    if (positionals.length > 0)
      throw new UsageError(`erase takes no ${positionals.join(' ')}; the id goes behind --subject.`);
    const { value, diagnostics } = examine(readSource(rootOf(project)));
    if (value === undefined) return refuse(given, diagnostics);
    const subject = subjectOf(value.checked, given.subject);
    const request = { subject, application: await loadErasure(project) };
    return operating(given, project, (cloud) => (given.execute === true ? remove : look)(given, cloud, request));
  },
};
