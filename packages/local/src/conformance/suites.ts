import { eventPatterns, eventPatternsRuler } from './event-patterns.ts';
import { choiceOperators, histories, invalidDefinitions, serviceHistories, testStates } from './step-functions.ts';
import type { Suite } from './suite.ts';

export const suites: readonly Suite[] = [
  eventPatterns,
  eventPatternsRuler,
  choiceOperators,
  histories,
  serviceHistories,
  invalidDefinitions,
  testStates,
];
