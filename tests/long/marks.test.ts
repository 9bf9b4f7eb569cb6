import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { marksIn, personalMarks, TOKEN } from './marks.ts';

describe('the scanner of the scan', () => {
  it('finds a mark wherever it stands, plainly and in base64', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 9 }), fc.string({ maxLength: 9 }), (before, after) => {
        const text = `${before}Carillon Square${after}`;
        expect(marksIn(text, ['Carillon Square', 'Absent Street'])).toEqual(['Carillon Square']);
        expect(marksIn(Buffer.from(text).toString('base64'), ['Carillon Square', 'Absent Street'])).toEqual([
          'Carillon Square',
        ]);
      }),
    );
  });

  it('knows a token from other base64', () => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const token = `${part({ alg: 'RS256', kid: 'k' })}.${part({ sub: 'someone', iat: 1 })}.${'a'.repeat(40)}`;
    expect(`x ${token} y`).toMatch(TOKEN);
    expect(part({ version: '0', detail: { a: 1 } })).not.toMatch(TOKEN);
  });

  it('takes the names, addresses and numbers of patients, and nobody else', () => {
    const name = [{ family: 'Longenough', given: ['Ann'] }];
    const people = [
      {
        resourceType: 'Patient',
        id: '1',
        name,
        address: [{ line: ['1 Long Street'] }],
        telecom: [{ value: '555-1234567' }],
      },
      { resourceType: 'Organization', id: '2', name: 'Hospital of Elsewhere' },
    ];
    expect(personalMarks(people)).toEqual(['Longenough', '1 Long Street', '555-1234567']);
  });
});
