import { FUNCTION } from './engine.ts';

const task = (next: string | undefined, more: object = {}) => ({
  Type: 'Task',
  Resource: FUNCTION,
  ...(next === undefined ? { End: true } : { Next: next }),
  ...more,
});

const NAMES = ['A', 'B', 'C', 'D', 'E'];

const five = (more: object = {}, language: object = {}): object => ({
  ...language,
  StartAt: 'A',
  States: Object.fromEntries(NAMES.map((name, index) => [name, task(NAMES[index + 1], more)])),
});

const JSONATA = { QueryLanguage: 'JSONata' };

export const FIVE_TASKS: object = five();
export const FIVE_WITH_PATHS: object = five(
  { Arguments: '{% $states.input %}', Output: '{% $states.result %}' },
  JSONATA,
);
export const FIVE_WITH_OBJECTS: object = five(
  {
    Arguments: "{% {'a': $states.input.a, 'run': $states.input.b.c} %}",
    Output: "{% $merge([$states.input, {'last': $states.result.run}]) %}",
  },
  JSONATA,
);

const pass = { Type: 'Pass', End: true };
const flow = (name: string): object => ({ StartAt: name, States: { [name]: pass } });

/** An inline Map of 100, a Choice and a Parallel state. */
export const MIXED: object = {
  StartAt: 'Map',
  States: {
    Map: { Type: 'Map', ItemsPath: '$.items', ItemProcessor: flow('Item'), ResultPath: '$.mapped', Next: 'Choice' },
    Choice: {
      Type: 'Choice',
      Choices: [{ Variable: '$.mapped[0]', NumericEquals: 0, Next: 'Parallel' }],
      Default: 'Parallel',
    },
    Parallel: { Type: 'Parallel', Branches: ['X', 'Y', 'Z'].map(flow), End: true },
  },
};
export const MIXED_INPUT: string = JSON.stringify({ items: Array.from({ length: 100 }, (_, n) => n) });

export const DISTRIBUTED: object = {
  StartAt: 'Map',
  States: {
    Map: {
      Type: 'Map',
      ResultPath: null,
      ItemProcessor: {
        ...flow('Item'),
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      },
      End: true,
    },
  },
};

export const INLINE: object = {
  StartAt: 'Map',
  States: { Map: { Type: 'Map', ResultPath: null, ItemProcessor: flow('Item'), End: true } },
};

/** One Task after the other until the counter is at its end. */
export const LOOP: object = {
  StartAt: 'Add',
  States: {
    Add: { Type: 'Pass', Parameters: { 'n.$': 'States.MathAdd($.n, -1)' }, Next: 'Again' },
    Again: { Type: 'Choice', Choices: [{ Variable: '$.n', NumericGreaterThan: 0, Next: 'Add' }], Default: 'Done' },
    Done: { Type: 'Succeed' },
  },
};

export const parallel = (branches: number): object => ({
  StartAt: 'Parallel',
  States: {
    Parallel: {
      Type: 'Parallel',
      ResultPath: null,
      Branches: Array.from({ length: branches }, (_, n) => flow(`B${n}`)),
      End: true,
    },
  },
});

export const INPUT: string = JSON.stringify({ a: 1, b: { c: 'hello' } });
