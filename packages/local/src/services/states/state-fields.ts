import type { StateType } from './history-event.ts';
import type { QueryLanguage } from './query/template.ts';

const list = (text: string): readonly string[] => text.split(' ');

const COMMON = list('Type Comment QueryLanguage');
const FLOWING = list('Next End');
const HANDLING = list('Retry Catch');

const BY_TYPE: Readonly<Record<StateType, readonly string[]>> = {
  Pass: FLOWING,
  Task: [...FLOWING, ...HANDLING, ...list('Resource TimeoutSeconds HeartbeatSeconds Credentials')],
  Choice: list('Choices Default'),
  Wait: [...FLOWING, ...list('Seconds Timestamp')],
  Succeed: [],
  Fail: list('Error Cause'),
  Parallel: [...FLOWING, ...HANDLING, 'Branches'],
  Map: [
    ...FLOWING,
    ...HANDLING,
    ...list('ItemProcessor ItemSelector ItemReader ItemBatcher ResultWriter MaxConcurrency Label'),
    ...list('ToleratedFailureCount ToleratedFailurePercentage'),
  ],
};

const BY_LANGUAGE: Readonly<Record<QueryLanguage, Readonly<Record<StateType, readonly string[]>>>> = {
  JSONPath: {
    Pass: list('InputPath OutputPath Parameters Result ResultPath Assign'),
    Task: list(
      'InputPath OutputPath Parameters ResultSelector ResultPath Assign TimeoutSecondsPath HeartbeatSecondsPath',
    ),
    Choice: list('InputPath OutputPath Assign'),
    Wait: list('InputPath OutputPath Assign SecondsPath TimestampPath'),
    Succeed: list('InputPath OutputPath'),
    Fail: list('ErrorPath CausePath'),
    Parallel: list('InputPath OutputPath Parameters ResultSelector ResultPath Assign'),
    Map: list(
      'InputPath OutputPath Parameters ResultSelector ResultPath Assign Iterator ItemsPath MaxConcurrencyPath ToleratedFailureCountPath ToleratedFailurePercentagePath',
    ),
  },
  JSONata: {
    Pass: list('Output Assign'),
    Task: list('Arguments Output Assign'),
    Choice: list('Output Assign'),
    Wait: list('Output Assign'),
    Succeed: list('Output'),
    Fail: [],
    Parallel: list('Arguments Output Assign'),
    Map: list('Items Output Assign'),
  },
};

/** Which fields a state may have ("Amazon States Language": common state fields and each state's own). */
export const stateFields = (type: StateType, language: QueryLanguage): ReadonlySet<string> =>
  new Set([...COMMON, ...BY_TYPE[type], ...BY_LANGUAGE[language][type]]);
