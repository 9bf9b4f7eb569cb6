import { readFileSync } from 'node:fs';
import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';
import { refusals } from './export-run.ts';
import { EXPORT_TIMEOUT_SECONDS, HEARTBEAT_SECONDS, RUN_TIMEOUT_SECONDS } from './workflow.ts';

interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly End?: boolean;
  readonly TimeoutSeconds?: number;
  readonly HeartbeatSeconds?: number;
  readonly Arguments?: { readonly Item?: string };
  readonly Output?: unknown;
  readonly Choices?: readonly { readonly Next: string }[];
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[]; readonly MaxAttempts: number }[];
  readonly Catch?: readonly {
    readonly ErrorEquals: readonly string[];
    readonly Next: string;
    readonly Output: unknown;
  }[];
  readonly ItemProcessor?: Machine;
}

interface Machine {
  readonly StartAt: string;
  readonly TimeoutSeconds?: number;
  readonly States: Readonly<Record<string, State>>;
}

const text = readFileSync(new URL('state-machine.asl.json', import.meta.url), 'utf8');
const machine = JSON.parse(text) as Machine;
const inner = machine.States.ProcessFiles?.ItemProcessor as Machine;
const all = [...Object.entries(machine.States), ...Object.entries(inner.States)];
const expressions = [...text.matchAll(/"\{% (?<code>.*?) %\}"/g)].map(
  ({ groups }) => JSON.parse(`"${groups?.code}"`) as string,
);

/** `$states` and the variables, as Step Functions binds them. */
const evaluate = (expression: unknown, bindings: object): Promise<unknown> =>
  jsonata(String(expression).replace(/^\{% | %\}$/g, '')).evaluate({}, bindings as Record<string, unknown>);

describe('the state machine', () => {
  it('knows these functions and tables', () => {
    const placeholders = new Set([...text.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name));
    expect([...placeholders].toSorted()).toEqual([
      'BeginRunFunctionArn',
      'CallbackTableName',
      'CompleteRunFunctionArn',
      'DatastoreId',
      'FailRunFunctionArn',
      'ProcessFileFunctionArn',
    ]);
  });

  it('is made of expressions that parse', () => {
    expect(expressions.length).toBeGreaterThan(20);
    for (const expression of expressions) expect(() => jsonata(expression)).not.toThrow();
  });

  it('reaches every state, and only states', () => {
    for (const { StartAt, States } of [machine, inner]) {
      const targets = Object.values(States).flatMap(({ Next, Default, Choices = [], Catch = [] }) => [
        ...[Next, Default].filter((each) => each !== undefined),
        ...[...Choices, ...Catch].map((each) => each.Next),
      ]);
      expect(new Set([StartAt, ...targets])).toEqual(new Set(Object.keys(States)));
    }
  });

  it.each(all.filter(([, { Type }]) => Type === 'Task' || Type === 'Map'))(
    'retries and catches in %s, and drops the cause',
    (_, state) => {
      expect(state.Retry?.length).toBeGreaterThan(0);
      expect(state.Catch).toMatchObject([{ ErrorEquals: ['States.ALL'], Output: {} }]);
      expect(text).not.toContain('errorOutput.Cause');
    },
  );

  it('does not try again what is refused', () => {
    const final = machine.States.CompleteRun?.Retry?.find(({ MaxAttempts }) => MaxAttempts === 0)?.ErrorEquals;
    expect(final).toEqual(expect.arrayContaining(Object.keys(refusals)));
  });

  it('has the limits that the code knows', () => {
    expect(machine.TimeoutSeconds).toBe(RUN_TIMEOUT_SECONDS);
    expect(machine.States.AwaitExport).toMatchObject({
      TimeoutSeconds: EXPORT_TIMEOUT_SECONDS,
      HeartbeatSeconds: HEARTBEAT_SECONDS,
    });
  });

  it('writes a callback record with and without since', async () => {
    const context = { State: { EnteredTime: '2026-11-23T20:00:01.000Z' }, Task: { Token: 'T' } };
    const run = { runId: 'r', datastoreId: 'd', until: 'u' };
    const item = machine.States.AwaitExport?.Arguments?.Item;
    const first = await evaluate(item, { states: { context }, run });
    expect(first).toEqual({
      runId: { S: 'r' },
      datastoreId: { S: 'd' },
      until: { S: 'u' },
      requestedAt: { S: '2026-11-23T20:00:01.000Z' },
      token: { S: 'T' },
      expiresAt: { N: String(Date.parse('2026-11-24T20:00:01.000Z') / 1_000) },
    });
    expect(await evaluate(item, { states: { context }, run: { ...run, since: 's' } })).toMatchObject({
      since: { S: 's' },
    });
  });

  it.each([1, 2, 40])('adds up the counts of %i files', async (files) => {
    const result = Array.from({ length: files }, (_, n) => ({ resources: n, rejected: 1 }));
    const output = machine.States.ProcessFiles?.Output as Record<string, string>;
    expect(await evaluate(output.files, { states: { result } })).toBe(files);
    expect(await evaluate(output.resources, { states: { result } })).toBe((files * (files - 1)) / 2);
    expect(await evaluate(output.rejected, { states: { result } })).toBe(files);
  });
});
