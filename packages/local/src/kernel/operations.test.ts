import { describe, expect, it } from 'vitest';
import { AwsError } from './errors.ts';
import { testKernel } from './test-kernel.ts';

const CALL = { caller: 'root', requestId: 'r' };

describe('an operation', () => {
  const failing = (error: Error): { call(): Promise<unknown>; keys(): readonly string[] } => {
    const kernel = testKernel();
    const table = kernel.journal.table<number>('things');
    kernel.operations.register('x', {
      Put: {
        needs: () => [],
        run() {
          table.put('half', 1);
          throw error;
        },
      },
    });
    return {
      call: () => kernel.operations.call('x', 'Put', {}, CALL),
      keys: () => table.scan().map(([key]) => key),
    };
  };

  it.each([new RangeError('Maximum call stack size exceeded'), new AwsError('ValidationException', 'no')])(
    'that throws half way leaves nothing behind: %s',
    async (error) => {
      const { call, keys } = failing(error);
      await expect(call()).rejects.toBe(error);
      expect(keys()).toEqual([]);
    },
  );
});
