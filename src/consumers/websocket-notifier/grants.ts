import { CHANGES, PATIENTS, RUNS, runSubject, SITES } from './subject.ts';

const EVERY_RUN = runSubject('*');

/** What the members of each group of the user pool may follow (README of the notifier: who may follow what). */
const FOLLOWED_BY: Readonly<Record<string, readonly string[]>> = {
  operators: [RUNS, EVERY_RUN, CHANGES, PATIENTS, SITES],
  'run-watchers': [RUNS, EVERY_RUN],
  'patient-watchers': [CHANGES, PATIENTS],
  'site-watchers': [SITES],
};

/** A group that is named like a run admits to that run alone: made for who looks into one run, and removed after. */
const isRun = (group: string): boolean => group.startsWith(runSubject('')) && group !== EVERY_RUN;

/** What a token's `cognito:groups` permit to follow; a group unknown here permits nothing. */
export const grantsOf = (groups: readonly string[]): readonly string[] => {
  const granted = groups.flatMap((group) => {
    if (isRun(group)) return [group];
    return Object.hasOwn(FOLLOWED_BY, group) ? (FOLLOWED_BY[group] ?? []) : [];
  });
  return [...new Set(granted)];
};

export const mayFollow = (grants: readonly string[], subject: string): boolean =>
  grants.includes(subject) || (subject.startsWith(runSubject('')) && grants.includes(EVERY_RUN));
