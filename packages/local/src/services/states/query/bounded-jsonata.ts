import jsonata from 'jsonata';
import { isJsonObject } from '../../../kernel/json.ts';
import { BoundedRegex, linearRegex, type Meter } from './bounded-regex.ts';

/** What one evaluation may do, in evaluated nodes of the expression: some seconds of computing. */
const MOST_STEPS = 1_000_000;
/** After this many steps, about a millisecond, others go on. */
const STEPS_A_TURN = 250;
/** Depth of evaluations in one another: a recursion that does not end. */
const DEEPEST = 5_000;
/** Elements of a list, characters of a text, that come up on the way; what leaves an expression is bounded anyway. */
const MOST_ELEMENTS = 1_000_000;
const MOST_CHARACTERS = 4_000_000;

const ENTRY = Symbol.for('jsonata.__evaluate_entry');
const EXIT = Symbol.for('jsonata.__evaluate_exit');

/** Names of bindings that no expression can say: what checks a range before it is made, and what lets others go on. */
const RANGE_END = ' range end';
const TURN = ' turn';

class EvaluationFailure extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const tooLong = (): never => {
  throw new EvaluationFailure('U1001', 'Expression evaluation timeout: Check for infinite loop');
};

const tooLarge = (): never => {
  throw new EvaluationFailure('D2015', `The size of a value must not exceed ${MOST_ELEMENTS} elements`);
};

class StepMeter implements Meter {
  steps = 0;
  #pause = STEPS_A_TURN;

  spend(steps: number): void {
    this.steps += steps;
    if (this.steps > MOST_STEPS) tooLong();
  }

  /** Whether it is time to let others go on. */
  isDue(): boolean {
    if (this.steps < this.#pause) return false;
    this.#pause = this.steps + STEPS_A_TURN;
    return true;
  }
}

interface Base {
  RegexEngine: { readonly meter: StepMeter };
}

interface Frame {
  readonly base: Base;
  lookup(name: string): unknown;
}

/** A new RegExp class an evaluation, which counts for it; jsonata-js asks for it as the evaluation begins. */
const regexEngine = (): typeof RegExp => {
  const meter = new StepMeter();
  class Metered extends BoundedRegex {
    static readonly meter: StepMeter = meter;
    constructor(pattern: RegExp) {
      super(pattern, meter);
    }
  }
  return Metered as unknown as typeof RegExp;
};

const checkSize = (value: unknown): void => {
  if (typeof value === 'string' && value.length > MOST_CHARACTERS) tooLarge();
  if (Array.isArray(value) && value.length > MOST_ELEMENTS) tooLarge();
};

const rangeEnd = (from: unknown, to: unknown): unknown => {
  if (typeof from === 'number' && typeof to === 'number' && to - from >= MOST_ELEMENTS) tooLarge();
  return to;
};

type Node = Record<string, unknown>;

/** Puts the check of a range's size before its making, and refuses regular expressions that are not executed. */
const bounded = (node: unknown): void => {
  if (Array.isArray(node)) for (const inner of node) bounded(inner);
  if (!isJsonObject(node)) return;
  const own: Node = node;
  const { type, value, lhs, rhs } = own;
  if (type === 'regex' && value instanceof RegExp) linearRegex(value);
  for (const inner of Object.values(node)) if (!(inner instanceof RegExp)) bounded(inner);
  if (type === 'binary' && value === '..')
    own.rhs = {
      type: 'function',
      value: '(',
      position: 0,
      arguments: [lhs, rhs],
      procedure: { type: 'variable', value: RANGE_END, position: 0 },
    };
};

/** Functions whose results are about as large as their arguments, and take time in proportion. */
const LINEAR_FUNCTIONS: ReadonlySet<string> = new Set(
  (
    'sum count max min average string substring substringBefore substringAfter lowercase uppercase length trim number ' +
    'floor ceil round abs sqrt power boolean not exists keys lookup merge type append reverse now millis uuid random ' +
    'hash parse base64encode base64decode toMillis fromMillis'
  ).split(' '),
);

/** Whether an expression neither repeats, nor multiplies, nor matches: no lambda, range, regular expression or sorting. */
const isLinear = (node: unknown): boolean => {
  if (Array.isArray(node)) return node.every(isLinear);
  if (!isJsonObject(node)) return true;
  const { type, value, procedure } = node as Node;
  if (type === 'lambda' || type === 'regex' || type === 'partial' || type === 'apply' || type === 'sort') return false;
  if (type === 'binary' && value === '..') return false;
  if (type === 'function') {
    const { type: kind, value: name } = (procedure ?? {}) as Node;
    if (kind !== 'variable' || !LINEAR_FUNCTIONS.has(String(name))) return false;
  }
  return Object.values(node).every(isLinear);
};

/** A linear expression is evaluated without counting by callbacks, as long as it is short. */
const STEPS_UNCOUNTED = 2_000;
const TOO_MANY = { code: 'TOO_MANY' };

export interface BoundedExpression {
  ast(): unknown;
  /** @param turn resolves on a later turn of the event loop */
  evaluate(bindings: Readonly<Record<string, unknown>>, turn: () => Promise<void>): Promise<unknown>;
}

/** Counts, lets others go on, and looks at the size of every value. */
const counted = (text: string): BoundedExpression => {
  const options = {
    stack: DEEPEST,
    get RegexEngine() {
      return regexEngine();
    },
  };
  const compiled = jsonata(text, options);
  bounded(compiled.ast());
  compiled.assign(EXIT as unknown as string, (_expr: unknown, _input: unknown, _frame: Frame, result: unknown) =>
    checkSize(result),
  );
  compiled.assign(ENTRY as unknown as string, (_expr: unknown, _input: unknown, frame: Frame) => {
    const { meter } = frame.base.RegexEngine;
    meter.spend(1);
    return meter.isDue() ? (frame.lookup(TURN) as () => Promise<void>)() : undefined;
  });
  return {
    ast: () => compiled.ast(),
    evaluate: (bindings, turn) => compiled.evaluate(null, { ...bindings, [RANGE_END]: rangeEnd, [TURN]: turn }),
  };
};

/** jsonata-js reads `stack` once for each node that it evaluates: that is where they are counted. */
const uncounted = (text: string): BoundedExpression => {
  let steps = 0;
  const compiled = jsonata(text, {
    get stack() {
      steps += 1;
      if (steps > STEPS_UNCOUNTED) throw TOO_MANY;
      return DEEPEST;
    },
  });
  return {
    ast: () => compiled.ast(),
    evaluate(bindings) {
      steps = 0;
      return compiled.evaluate(null, bindings);
    },
  };
};

/** jsonata-js with bounds to what an expression can make it do. @throws what its parser throws, SyntaxError */
export const boundedJsonata = (text: string): BoundedExpression => {
  const quick = uncounted(text);
  let slow: BoundedExpression | undefined;
  const slowly: BoundedExpression['evaluate'] = (bindings, turn) => {
    slow ??= counted(text);
    return slow.evaluate(bindings, turn);
  };
  if (!isLinear(quick.ast())) {
    slow = counted(text);
    return slow;
  }
  return {
    ast: quick.ast,
    evaluate: (bindings, turn) =>
      quick.evaluate(bindings, turn).catch((error: unknown) => {
        if (error === TOO_MANY) return slowly(bindings, turn);
        throw error;
      }),
  };
};
