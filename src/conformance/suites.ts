import { eventPatterns, eventPatternsRuler } from './event-patterns.ts';
import type { Suite } from './suite.ts';

export const suites: readonly Suite[] = [eventPatterns, eventPatternsRuler];
