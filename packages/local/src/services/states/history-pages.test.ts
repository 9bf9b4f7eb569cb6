import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEvents, encodeEvents } from './history-codec.ts';
import type { HistoryEvent } from './history-event.ts';
import { MANIFEST, RUNS, tokenOf, world } from './test-world.ts';

interface Shown {
  readonly id: number;
  readonly type: string;
}

const ended = async (input: string) => {
  const made = world(RUNS);
  const { executionArn } = await made.call('StartExecution', { stateMachineArn: made.arn, input });
  await made.kernel.clock.advance(0);
  await made.call('SendTaskSuccess', { taskToken: tokenOf(made.puts[0]), output: MANIFEST });
  await made.kernel.clock.advance(0);
  return { ...made, executionArn };
};

describe('GetExecutionHistory', () => {
  it.each([
    ['{}', false],
    ['{}', true],
    ['{ "spaces": 1 }', false],
    ['{ "spaces": 1 }', true],
  ])('gives the same events in pages of any size as at once (input %s, reverse %s)', async (input, reverseOrder) => {
    const { call, executionArn } = await ended(input);
    const whole = (await call('GetExecutionHistory', { executionArn, reverseOrder, maxResults: 1000 }))
      .events as unknown as readonly Shown[];
    expect(whole.map(({ id }) => id)).toEqual(
      reverseOrder ? whole.map((_, index) => whole.length - index) : whole.map((_, index) => index + 1),
    );
    for (const maxResults of [1, 2, 3, 7, whole.length]) {
      const paged: Shown[] = [];
      let nextToken: string | undefined;
      do {
        const answer = await call('GetExecutionHistory', { executionArn, reverseOrder, maxResults, nextToken });
        const events = answer.events as unknown as readonly Shown[];
        expect(events.length).toBeLessThanOrEqual(maxResults);
        paged.push(...events);
        nextToken = answer.nextToken as unknown as string | undefined;
      } while (nextToken !== undefined);
      expect(paged).toEqual(whole);
    }
  });
});

describe('a stored entry', () => {
  const json = fc.jsonValue() as fc.Arbitrary<never>;
  const fact = fc.oneof(
    fc.record({ type: fc.constant('StateEntered'), state: fc.string(), stateType: fc.constant('Pass'), input: json }),
    fc.record({ type: fc.constant('StateExited'), state: fc.string(), stateType: fc.constant('Pass'), output: json }),
    fc.record({ type: fc.constant('TaskStarted') }),
    fc.record({
      type: fc.constant('TaskScheduled'),
      request: fc.record({
        integration: fc.constant({
          kind: 'lambda',
          arn: 'arn:aws:lambda:us-east-1:0:function:f',
          functionArn: 'arn:aws:lambda:us-east-1:0:function:f',
        }),
        parameters: json,
      }),
    }),
    fc.record({ type: fc.constant('ThreadSucceeded'), output: json, hidden: fc.constant(true) }),
    fc.record({
      type: fc.constant('ThreadStarted'),
      child: fc.string(),
      flow: fc.string(),
      index: fc.nat(),
      input: json,
      previous: fc.nat(),
      hidden: fc.constant(true),
    }),
  );

  it('holds all that its events say', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fact, fc.constantFrom('0', '0.1'), fc.option(fc.nat({ max: 9 })))),
        fc.nat(),
        fc.nat({ max: 1e6 }),
        (facts, at, before) => {
          let id = before;
          const events = facts.map(
            ([{ hidden, ...each }, thread, previous]: readonly [Record<string, unknown>, string, number | null]) => {
              if (hidden === true) return { ...each, thread, at };
              id += 1;
              return { ...each, id, previous: previous ?? id - 1, thread, at };
            },
          ) as unknown as readonly HistoryEvent[];
          const stored = JSON.parse(JSON.stringify(encodeEvents(events, before)));
          const expected = JSON.parse(JSON.stringify(events));
          expect(decodeEvents(stored)).toEqual(facts.length === 0 ? [] : expected);
        },
      ),
    );
  });
});
