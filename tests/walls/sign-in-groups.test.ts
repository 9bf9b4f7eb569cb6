import { describe, expect, it } from 'vitest';
import { GROUPS } from '../../infra/sign-in.ts';
import { grantsOf } from '../../src/consumers/websocket-notifier/grants.ts';

describe('the groups of the user pool', () => {
  it.each(Object.keys(GROUPS))('%s permits to follow something', (group) => {
    expect(grantsOf([group])).not.toEqual([]);
  });
});
