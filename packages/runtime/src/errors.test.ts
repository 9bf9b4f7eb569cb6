import { describe, expect, it } from 'vitest';
import { CodedError, describeViolations, isRetryable, loggable, reasonOf, TerminalError } from './errors.ts';

const sdkError = (traits: object): Error => Object.assign(new Error('no'), traits);
const answered = (httpStatusCode: number): object => ({ $fault: 'client', $metadata: { httpStatusCode } });

describe('what a retry may change', () => {
  it.each([
    ['an error that says so', new CodedError('DOWN', 'not now', true), true],
    ['one that says otherwise', new TerminalError('GONE', 'for ever'), false],
    ["the service's own fault", sdkError({ $fault: 'server' }), true],
    ['throttling, by its name', sdkError({ name: 'ThrottlingException', ...answered(400) }), true],
    ['throttling, by its status', sdkError(answered(429)), true],
    ['a bad request', sdkError(answered(400)), false],
    ['a gateway that failed', sdkError(answered(502)), true],
    ['the last status that is no fault of the server', sdkError(answered(499)), false],
    ['what the client marks as retryable', sdkError({ $retryable: {}, ...answered(400) }), true],
    ['a connection that was refused', sdkError({ code: 'ECONNREFUSED' }), true],
    ['a connection without an answer in time', sdkError({ name: 'TimeoutError' }), true],
    ['a defect', new TypeError('x is not a function'), false],
    ['what is not an error', 'text', false],
  ])('is %s', (_, error, expected) => expect(isRetryable(error)).toBe(expected));
});

describe('what is shown of an error', () => {
  it('is its message and what to do about it', () => {
    const error = new TerminalError('GONE', 'It has expired', { fix: 'Publish it again.' });
    expect(reasonOf(error)).toEqual({ code: 'GONE', message: 'It has expired. Fix: Publish it again.' });
  });

  it('is the name alone of a foreign one, also as a cause', () => {
    const foreign = new SyntaxError('Unexpected token in "SECRET"');
    const shown = [loggable(foreign), loggable(new TerminalError('GONE', 'It has expired', { cause: foreign }))];
    expect(shown).toMatchObject([{ code: 'SyntaxError' }, { code: 'GONE', cause: 'SyntaxError' }]);
    expect(JSON.stringify(shown)).not.toContain('SECRET');
  });
});

describe('violations', () => {
  const violation = (pointer: string) => ({ pointer, keyword: 'type', message: 'must be string' });

  it('are one sentence: the first three places, and how many more', () => {
    const [one, two, three, four] = ['', '/a', '/b', '/c'].map(violation);
    const first = [one, two, three].flatMap((each) => each ?? []);
    expect(describeViolations('s/v1', first)).toBe('s/v1: / must be string, /a must be string, /b must be string');
    expect(describeViolations('s/v1', [...first, four ?? violation('')])).toMatch(/, \/b must be string, and 1 more$/);
  });
});
