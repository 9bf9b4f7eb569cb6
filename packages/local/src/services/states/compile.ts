import { isJsonObject, type Json, parseExactJson } from '../../kernel/json.ts';
import { compileState, languageOf } from './compile-state.ts';
import { DefinitionError, type DefinitionFault, Fields } from './definition-fault.ts';
import type { Flow, Machine, State } from './machine.ts';
import { numberOf } from './query/number.ts';
import type { QueryLanguage } from './query/template.ts';

const TOP = new Set(['Comment', 'StartAt', 'States', 'Version', 'TimeoutSeconds', 'QueryLanguage']);

interface Compiling {
  readonly flows: Map<string, Flow>;
  readonly names: Set<string>;
  readonly express: boolean;
  readonly alone: boolean;
}

const targetsOf = (state: State): readonly (readonly [place: string, target: string])[] => [
  ...(state.next === undefined ? [] : ([['Next', state.next]] as const)),
  ...('catchers' in state ? state.catchers.map(({ next }, index) => [`Catch[${index}]/Next`, next] as const) : []),
  ...(state.type === 'Choice'
    ? [
        ...state.choices.map(({ next }, index) => [`Choices[${index}]/Next`, next] as const),
        ...(state.otherwise === undefined ? [] : ([['Default', state.otherwise]] as const)),
      ]
    : []),
];

const checkTargets = (fields: Fields, states: ReadonlyMap<string, State>, alone: boolean): void => {
  if (alone) return;
  for (const [name, state] of states)
    for (const [place, target] of targetsOf(state))
      if (target !== '' && !isJsonObject(fields.inner('States')?.get(target)))
        fields.fault(
          `States/${name}/${place}`,
          `Missing '${place.split('/').at(-1)}' target: ${target}`,
          'MISSING_TRANSITION_TARGET',
        );
};

const compileFlow = (fields: Fields, id: string, language: QueryLanguage, compiling: Compiling): Flow => {
  const missing = ['StartAt', 'States'].filter((name) => !fields.has(name));
  if (missing.length > 0) fields.fault('', `These fields are required: [${missing.join(', ')}]`);
  const own = languageOf(fields, language);
  const written = fields.inner('States');
  const states = new Map<string, State>();
  for (const name of Object.keys(written?.object ?? {})) {
    const inner = written?.inner(name);
    if (inner === undefined) continue;
    if (compiling.names.has(name)) inner.fault('', `Duplicate State name: ${name}`, 'DUPLICATE_STATE_NAME');
    compiling.names.add(name);
    if (name.length > 80) inner.fault('', 'State name must be at most 80 characters');
    const state = compileState(inner, name, {
      language: own,
      express: compiling.express,
      alone: compiling.alone,
      flow: (below, suffix, express = compiling.express) =>
        compileFlow(below, id === '' ? suffix : `${id}/${suffix}`, own, { ...compiling, express }).id,
    });
    if (state !== undefined) states.set(name, state);
  }
  const startAt = fields.text('StartAt') ?? '';
  if (fields.has('StartAt') && written !== undefined && !written.has(startAt))
    fields.fault('StartAt', `Missing 'StartAt' target: ${startAt}`, 'MISSING_TRANSITION_TARGET');
  checkTargets(fields, states, compiling.alone && id === '');
  const flow: Flow = { id, startAt, states };
  compiling.flows.set(id, flow);
  return flow;
};

const parsed = (definition: string): Json => {
  try {
    return parseExactJson(definition);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new DefinitionError([{ code: 'INVALID_JSON_DESCRIPTION', message, at: '/' }]);
  }
};

export interface CompileOptions {
  readonly express?: boolean;
  /** A state on its own (TestState): where it goes on need not be there. */
  readonly alone?: boolean;
}

/**
 * Checks and compiles a definition (Amazon States Language).
 * @throws DefinitionError with all its faults
 */
export const compile = (definition: string, options: CompileOptions = {}): Machine => {
  const value = parsed(definition);
  if (!isJsonObject(value))
    throw new DefinitionError([
      { code: 'INVALID_JSON_DESCRIPTION', message: 'The definition must be a JSON object', at: '/' },
    ]);
  const faults: DefinitionFault[] = [];
  const fields = new Fields(value, '', faults);
  fields.only(TOP, 'in a state machine');
  const flows = new Map<string, Flow>();
  const root = compileFlow(fields, '', 'JSONPath', {
    flows,
    names: new Set(),
    express: options.express === true,
    alone: options.alone === true,
  });
  const timeout = numberOf(fields.get('TimeoutSeconds'));
  if (timeout === undefined && fields.has('TimeoutSeconds'))
    fields.fault('TimeoutSeconds', 'Expected value of type Integer');
  if (faults.length > 0) throw new DefinitionError(faults);
  return { root, flows, timeoutSeconds: timeout };
};
