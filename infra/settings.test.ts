import { environmentFrom } from '@carillon/constructs/environment';
import { describe, expect, it } from 'vitest';
import { OWN_SETTINGS } from './settings.ts';

const good = {
  protect: true,
  logRetentionDays: 365,
  exportRetentionDays: 30,
  signIn: { mfa: 'ON', threatProtection: true },
};
const read = (given: unknown): unknown => environmentFrom('test', 'test.json', given, OWN_SETTINGS);

describe('the settings of an environment', () => {
  it('are what its file says', () => expect(read(good)).toEqual({ ...good, name: 'test' }));

  it.each([
    [{ ...good, exportRetentionDays: 0.5 }, '/exportRetentionDays is 0.5: give a whole number of days from 1 to 3650'],
    [{ ...good, datastoreId: 'abc' }, '/datastoreId is "abc": give a datastore id of 32 lower-case hex digits'],
    [{ ...good, signIn: { mfa: 'on', threatProtection: true } }, '/signIn/mfa is "on": give "OFF", "OPTIONAL" or "ON"'],
    [{ ...good, signIn: undefined }, '/signIn is missing'],
  ])('are refused when they are %j', (given, message) => {
    expect(() => read(given)).toThrow(message);
  });
});
