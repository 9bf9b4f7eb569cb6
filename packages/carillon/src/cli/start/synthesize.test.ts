import { describe, expect, it } from 'vitest';
import { errorIn } from './synthesize.ts';

describe('what is told of a synthesis that failed', () => {
  it('is the error, without the stack', () => {
    const output = `node:internal/modules/run_main:107
    triggerUncaughtException(
    ^

Error: Build failed with 1 error:
src/consumers/bed-counter/summarize.ts:15:16: ERROR: Unexpected "="
    at failureErrorWithLog (main.js:1752:15) {
  errors: []
}

Node.js v24.21.0
`;
    expect(errorIn(output)).toBe(
      'Error: Build failed with 1 error:\nsrc/consumers/bed-counter/summarize.ts:15:16: ERROR: Unexpected "="',
    );
  });

  it('is everything where no error can be made out', () => {
    expect(errorIn('Killed\n')).toBe('Killed');
    expect(errorIn('')).toBe('');
  });
});
