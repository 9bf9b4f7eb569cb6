import { describe, expect, it } from 'vitest';
import { ORDERS } from '../fixture/synthesized.ts';
import { environmentFrom, environmentNames, readEnvironment } from './environment.ts';
import { flag, group, oneOf, optional, type SettingsOf, text, wholeNumber } from './environment-setting.ts';

interface Own {
  readonly shelfDays: number;
  readonly warehouse?: string;
  readonly payment: { readonly mode: 'live' | 'sandbox'; readonly retries: boolean };
}

const own: SettingsOf<Own> = {
  shelfDays: wholeNumber(1, 3_650, 'a whole number of days'),
  warehouse: optional(text(/^[a-z]{2}$/, 'two letters')),
  payment: group({ mode: oneOf(['live', 'sandbox']), retries: flag }),
};

const good = {
  protect: true,
  logRetentionDays: 365,
  shelfDays: 30,
  payment: { mode: 'live', retries: true },
};
const read = (given: unknown): unknown => environmentFrom<Own>('test', 'test.json', given, own);

describe('an environment', () => {
  it('is what its file says, under the name of the file', () => {
    expect(read(good)).toEqual({ ...good, name: 'test' });
  });

  it.each([
    [{ ...good, protect: 'yes' }, '/protect is "yes": give true or false'],
    [{ ...good, logRetentionDays: 31 }, '/logRetentionDays is 31: give a number of days that CloudWatch Logs knows'],
    [{ ...good, shelfDays: 0.5 }, '/shelfDays is 0.5: give a whole number of days'],
    [{ ...good, warehouse: 'abc' }, '/warehouse is "abc": give two letters'],
    [{ ...good, payment: { mode: 'no', retries: true } }, '/payment/mode is "no": give "live" or "sandbox"'],
    [{ ...good, payment: undefined }, '/payment is missing: give mode, retries'],
    [{ ...good, payment: [] }, '/payment is []: give a JSON object'],
    [{ ...good, vpc: { subnetIds: [] } }, '/vpc/securityGroupIds is missing'],
    [{ ...good, vpc: { subnetIds: [], securityGroupIds: ['sg-0a1b2c3d'] } }, '/vpc/subnetIds is []'],
    [{ ...good, alarmEmails: ['nobody'] }, '/alarmEmails is ["nobody"]: give e-mail addresses'],
    [{ ...good, region: 'eu-central-1' }, '/account is missing: a region alone pins nothing'],
    [{ ...good, account: '123456789012' }, '/region is missing'],
    [{ ...good, account: 123456789012, region: 'eu-central-1' }, '/account is 123456789012: give an account id'],
    [{ ...good, lake: { fromYear: '2026' } }, '/lake/fromYear is "2026": give a year'],
    [{ ...good, lake: { partitions: { color: ['1,2'] } } }, '/lake/partitions is {"color":["1,2"]}: give lists'],
    [{ ...good, retention: 3 }, '/retention is not known; there are account, region, protect'],
    [[], 'It is []: give a JSON object'],
    [{ ...good, name: 'x' }, '/name is not known'],
  ])('is refused when it is %j', (given, message) => {
    expect(() => read(given)).toThrow(message);
  });

  it('is refused with all its faults at once', () => {
    expect(() => read({ protect: 1 })).toThrow(/protect is 1.*logRetentionDays is missing.*payment is missing/s);
  });

  it('that is not there is refused by name, with those that are', () => {
    expect(environmentNames(ORDERS)).toEqual(['dev']);
    expect(() => readEnvironment(ORDERS, 'moon', {})).toThrow('There is no environment "moon"; there are dev.');
  });
});
