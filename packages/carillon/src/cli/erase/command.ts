import { type Command, type Given, UsageError } from '../command.ts';
import { type Cloud, OperateError, operating } from '../operate/cloud.ts';
import { cloudOptions } from '../operate/cloud-options.ts';
import { erase, type Holdings, holdingsOf, isNothing } from './erase.ts';
import { isPersonId } from './person.ts';

const lines = ({ places, deadLetters }: Holdings): readonly string[] => [
  ...places.map(
    ({ place, objects, lines }) =>
      `  ${place.padEnd(18)} ${objects} object versions${lines === 0 ? '' : `, ${lines} lines`}`,
  ),
  ...deadLetters.map(({ queue, messages }) => `  dead letters       ${messages} in ${queue}`),
];

/** Not looked into: to receive a message takes it from its consumer. */
const waits = ({ waiting }: Holdings): readonly string[] =>
  waiting.map(
    ({ queue, messages }) =>
      `${messages} messages wait in ${queue}, whoever they are about; SQS forgets them after four days.`,
  );

const look = async (given: Given, cloud: Cloud, id: string): Promise<number> => {
  const holdings = await holdingsOf(cloud, id);
  if (given.json === true) console.log(JSON.stringify({ ok: true, executed: false, ...holdings }));
  else if (isNothing(holdings)) console.log(['Nothing of this person is found.', ...waits(holdings)].join('\n'));
  else
    console.log(
      ['Would be removed:', ...lines(holdings), ...waits(holdings), 'Nothing was touched; --execute removes it.'].join(
        '\n',
      ),
    );
  return 0;
};

const progress = (given: Given): ((done: number, of: number) => void) =>
  given.json === true || process.stderr.isTTY !== true
    ? () => undefined
    : (done, of) => void process.stderr.write(`\r${done} of ${of} object versions `);

const remove = async (given: Given, cloud: Cloud, id: string): Promise<number> => {
  const erased = await erase(cloud, id, progress(given));
  if (!isNothing(erased.left))
    throw new OperateError(
      'LEFT_OVER',
      `${lines(erased.left).length} places hold something that came meanwhile`,
      'Erase again: what still arrives is told by a stream, a queue or a run.',
    );
  if (given.json === true) console.log(JSON.stringify({ ok: true, executed: true, ...erased }));
  else
    console.log(
      [
        'Removed:',
        ...(isNothing(erased.removed) ? ['  nothing, there was nothing'] : lines(erased.removed)),
        `Looked again, and found nothing. Record: ${erased.record}`,
        ...waits(erased.left),
      ].join('\n'),
    );
  return 0;
};

export const eraseCommand: Command = {
  name: 'erase',
  summary: 'Find what is kept of a person in the archive and all copies of it, and remove it.',
  usage: 'carillon erase --person <id> [--execute] [options]',
  options: {
    ...cloudOptions,
    person: { value: '<id>', help: "The patient's id, as the application and FHIR have it." },
    execute: { help: 'Remove it, for good. Without it nothing is touched.' },
    json: { help: 'Print one JSON object.' },
  },
  examples: ['carillon erase --person carillon-1', 'carillon erase --person carillon-1 --execute --profile prod'],
  run: async (given, positionals, project) => {
    const { person } = given;
    if (positionals.length > 0)
      throw new UsageError(`erase takes no ${positionals.join(' ')}; the id goes behind --person.`);
    if (typeof person !== 'string' || !isPersonId(person))
      throw new UsageError('erase takes --person <id>: letters, digits, dots and hyphens, 64 at most.');
    return operating(given, project, (cloud) => (given.execute === true ? remove : look)(given, cloud, person));
  },
};
