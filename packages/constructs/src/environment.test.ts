import { describe, expect, it } from 'vitest';
import { environmentFrom } from './environment.ts';
import { readEnvironment } from './read-environment.ts';

const good = {
  protect: true,
  logRetentionDays: 365,
  exportRetentionDays: 30,
  signIn: { mfa: 'ON', threatProtection: true },
};
const read = (given: unknown): unknown => environmentFrom('test', 'test.json', given);

describe('an environment', () => {
  it('is what its file says, under the name of the file', () => {
    expect(read(good)).toEqual({ ...good, name: 'test' });
  });

  it.each([
    [{ ...good, protect: 'yes' }, '/protect is "yes": give true or false'],
    [{ ...good, logRetentionDays: 31 }, '/logRetentionDays is 31: give a number of days that CloudWatch Logs knows'],
    [{ ...good, exportRetentionDays: 0.5 }, '/exportRetentionDays is 0.5: give a whole number of days'],
    [{ ...good, datastoreId: 'abc' }, '/datastoreId is "abc": give a datastore id of 32 lower-case hex digits'],
    [{ ...good, signIn: { mfa: 'on', threatProtection: true } }, '/signIn/mfa is "on": give "OFF", "OPTIONAL" or "ON"'],
    [{ ...good, signIn: undefined }, '/signIn is missing'],
    [{ ...good, vpc: { subnetIds: [] } }, '/vpc/securityGroupIds is missing'],
    [{ ...good, vpc: { subnetIds: [], securityGroupIds: ['sg-0a1b2c3d'] } }, '/vpc/subnetIds is []'],
    [{ ...good, alarmEmails: ['nobody'] }, '/alarmEmails is ["nobody"]: give e-mail addresses'],
    [{ ...good, region: 'eu-central-1' }, '/account is missing: a region alone pins nothing'],
    [{ ...good, account: '123456789012' }, '/region is missing'],
    [{ ...good, account: 123456789012, region: 'eu-central-1' }, '/account is 123456789012: give an account id'],
    [{ ...good, lake: { fromYear: '2026' } }, '/lake/fromYear is "2026": give a year'],
    [{ ...good, lake: { partitions: { siteid: ['1,2'] } } }, '/lake/partitions is {"siteid":["1,2"]}: give lists'],
    [{ ...good, retention: 3 }, '/retention is not known; there are account, region, protect'],
    [[], 'test.json holds no JSON object'],
  ])('is refused when it is %j', (given, message) => {
    expect(() => read(given)).toThrow(message);
  });

  it('is refused with all its faults at once', () => {
    expect(() => read({ protect: 1 })).toThrow(/protect is 1.*logRetentionDays is missing.*signIn is missing/s);
  });

  it('that is not there is refused by name, with those that are', () => {
    expect(() => readEnvironment(new URL('../../..', import.meta.url).pathname, 'moon')).toThrow(
      'There is no environment "moon"; there are dev, prod.',
    );
  });
});
