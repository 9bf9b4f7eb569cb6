import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grantsOf, mayFollow } from './grants.ts';

const SUBJECTS = ['runs', 'run/7', 'changes', 'patients', 'sites'] as const;
const followed = (groups: readonly string[]): readonly string[] =>
  SUBJECTS.filter((subject) => mayFollow(grantsOf(groups), subject));

describe('who may follow what', () => {
  it.each([
    [['operators'], [...SUBJECTS]],
    [['run-watchers'], ['runs', 'run/7']],
    [['patient-watchers'], ['changes', 'patients']],
    [['site-watchers'], ['sites']],
    [
      ['site-watchers', 'patient-watchers'],
      ['changes', 'patients', 'sites'],
    ],
    [['run/7'], ['run/7']],
    [['run/8'], []],
    [['run/*'], []],
    [['constructor', '__proto__', 'admins'], []],
    [[], []],
  ])('%j follow %j', (groups, subjects) => expect(followed(groups)).toEqual(subjects));

  it('grants nothing that none of the groups grants alone', () => {
    const group = fc.constantFrom('operators', 'run-watchers', 'patient-watchers', 'site-watchers', 'run/7', 'x');
    fc.assert(
      fc.property(fc.array(group), (groups) => {
        const each = new Set(groups.flatMap((one) => followed([one])));
        expect(new Set(followed(groups))).toEqual(each);
      }),
    );
  });
});
