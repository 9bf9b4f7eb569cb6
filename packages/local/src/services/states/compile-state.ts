import { isJsonObject } from '../../kernel/json.ts';
import { dataFlow, template } from './compile-fields.ts';
import type { Fields } from './definition-fault.ts';
import type { StateType } from './history-event.ts';
import type { State } from './machine.ts';
import type { QueryLanguage } from './query/template.ts';
import { stateFields } from './state-fields.ts';
import { compileChoice } from './states/choice.ts';
import { compileFail } from './states/fail.ts';
import { compileMap } from './states/map.ts';
import { compileParallel } from './states/parallel.ts';
import { compilePass } from './states/pass.ts';
import { compileTask } from './states/task.ts';
import { compileWait } from './states/wait.ts';
import type { Common, Surroundings } from './surroundings.ts';

const TYPES: ReadonlySet<string> = new Set<StateType>([
  'Task',
  'Wait',
  'Pass',
  'Succeed',
  'Fail',
  'Choice',
  'Parallel',
  'Map',
]);

const LANGUAGES: ReadonlySet<string> = new Set<QueryLanguage>(['JSONPath', 'JSONata']);

export const languageOf = (fields: Fields, inherited: QueryLanguage): QueryLanguage => {
  const written = fields.text('QueryLanguage');
  if (written === undefined) return inherited;
  if (!LANGUAGES.has(written)) fields.fault('QueryLanguage', 'Value must be one of JSONata, JSONPath');
  else if (inherited === 'JSONata' && written === 'JSONPath')
    fields.fault('QueryLanguage', "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
  return written === 'JSONata' ? 'JSONata' : 'JSONPath';
};

/** Choice goes by its rules; Succeed and Fail go nowhere. */
const GOES_ON: ReadonlySet<string> = new Set(['Pass', 'Task', 'Wait', 'Parallel', 'Map']);

const transition = (fields: Fields, type: string): string | undefined => {
  if (!GOES_ON.has(type)) return undefined;
  const next = fields.text('Next');
  const end = fields.get('End');
  if (next === undefined && end !== true)
    fields.fault('', 'These fields are required: [Next or End]'.replace('[Next or End]', '[End]'));
  return end === true ? undefined : next;
};

export const compileState = (fields: Fields, name: string, around: Surroundings): State | undefined => {
  const type = fields.get('Type');
  if (typeof type !== 'string' || !TYPES.has(type))
    return fields.fault(
      fields.has('Type') ? 'Type' : '',
      fields.has('Type')
        ? `The field 'Type' should have one of these values: [${[...TYPES].join(', ')}]`
        : "The field 'Type' is required but was missing",
    );
  const language = languageOf(fields, around.language);
  fields.only(stateFields(type as StateType, language), `in a ${language} ${type} state`);
  const assign = fields.get('Assign');
  if (assign !== undefined && !isJsonObject(assign)) fields.fault('Assign', 'Expected value of type Object');
  const common: Common = {
    name,
    language,
    flow: dataFlow(fields, language),
    assign: template(fields, 'Assign', language),
    next: transition(fields, type),
  };
  return compileOfType(type as StateType, fields, common, around);
};

const compileOfType = (type: StateType, fields: Fields, common: Common, around: Surroundings): State | undefined => {
  switch (type) {
    case 'Pass':
      return compilePass(fields, common);
    case 'Succeed':
      return { ...common, type: 'Succeed' };
    case 'Fail':
      return compileFail(fields, common);
    case 'Wait':
      return compileWait(fields, common);
    case 'Choice':
      return compileChoice(fields, common);
    case 'Task':
      return compileTask(fields, common, around);
    case 'Parallel':
      return compileParallel(fields, common, around);
    case 'Map':
      return compileMap(fields, common, around);
  }
};
