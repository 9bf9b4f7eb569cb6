import type { Json } from '../../kernel/json.ts';
import type { StateType } from './history-event.ts';
import type { Integration } from './integration.ts';
import type { Expression } from './query/evaluation.ts';
import type { JsonPath } from './query/json-path.ts';
import type { PathExpression } from './query/path-expression.ts';
import type { QueryLanguage } from './query/template.ts';

/** A definition, checked and compiled once. */
export interface Machine {
  readonly root: Flow;
  /** Every flow by its id: the machine's own is '', a branch's `Parallel/0`, a map's `Map/0`. */
  readonly flows: ReadonlyMap<string, Flow>;
  readonly timeoutSeconds: number | undefined;
}

export interface Flow {
  readonly id: string;
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
}

/** How a state's input becomes what it works on, and its result its output. */
export type DataFlow =
  | {
      readonly language: 'JSONPath';
      /** `null` says: an empty object. */
      readonly inputPath: PathExpression | null;
      readonly parameters: Expression | undefined;
      readonly resultSelector: Expression | undefined;
      /** `null` discards the result. */
      readonly resultPath: JsonPath | null;
      readonly outputPath: PathExpression | null;
    }
  | {
      readonly language: 'JSONata';
      readonly output: Expression | undefined;
      readonly arguments: Expression | undefined;
    };

interface Common<T extends StateType> {
  readonly type: T;
  readonly name: string;
  readonly language: QueryLanguage;
  readonly flow: DataFlow;
  readonly assign: Expression | undefined;
  /** Not there in an end state. */
  readonly next: string | undefined;
}

/** A number, or where it comes from. */
export interface NumberField {
  readonly field: string;
  readonly value: number | PathExpression | Expression;
}

export interface PassState extends Common<'Pass'> {
  readonly result: Json | undefined;
}
type SucceedState = Common<'Succeed'>;
export interface FailState extends Common<'Fail'> {
  readonly error: Expression | undefined;
  readonly cause: Expression | undefined;
}
export interface WaitState extends Common<'Wait'> {
  readonly seconds: NumberField | undefined;
  readonly timestamp: { readonly field: string; readonly value: string | PathExpression | Expression } | undefined;
}
export interface ChoiceState extends Common<'Choice'> {
  readonly choices: readonly ChoiceRule[];
  readonly otherwise: string | undefined;
}
export interface ChoiceRule {
  readonly holds: Expression<boolean>;
  readonly next: string;
  readonly assign: Expression | undefined;
  readonly output: Expression | undefined;
}
export interface Retrier {
  readonly errors: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number | undefined;
  readonly fullJitter: boolean;
}
export interface Catcher {
  readonly errors: readonly string[];
  readonly next: string;
  readonly resultPath: JsonPath | null;
  readonly assign: Expression | undefined;
  readonly output: Expression | undefined;
}
export interface Handled {
  readonly retriers: readonly Retrier[];
  readonly catchers: readonly Catcher[];
}
export interface TaskState extends Common<'Task'>, Handled {
  readonly integration: Integration;
  readonly timeout: NumberField | undefined;
  readonly heartbeat: NumberField | undefined;
  readonly credentials: Expression | undefined;
}
export interface ParallelState extends Common<'Parallel'>, Handled {
  readonly branches: readonly string[];
}
export interface ItemReader {
  readonly operation: 'getObject' | 'listObjectsV2';
  readonly parameters: Expression;
  readonly inputType: 'JSON' | 'JSONL' | 'CSV' | 'MANIFEST' | undefined;
  readonly itemsPointer: string | undefined;
  readonly csvHeaders: readonly string[] | 'FIRST_ROW';
  readonly csvDelimiter: string;
  readonly maxItems: NumberField | undefined;
}
/** Where the results of a Map run are written, and in which form. */
export interface ResultWriter {
  /** Bucket and Prefix; without it the results are the state's own. */
  readonly parameters: Expression | undefined;
  readonly transformation: 'NONE' | 'COMPACT' | 'FLATTEN';
  readonly outputType: 'JSON' | 'JSONL';
}
export interface ItemBatcher {
  readonly input: Expression | undefined;
  readonly maxItems: NumberField | undefined;
  readonly maxBytes: NumberField | undefined;
}
export interface MapState extends Common<'Map'>, Handled {
  readonly processor: string;
  readonly distributed: { readonly label: string; readonly executionType: 'STANDARD' | 'EXPRESS' } | undefined;
  readonly itemsPath: PathExpression | undefined;
  readonly items: Expression | JsonataItems | undefined;
  readonly itemSelector: Expression | undefined;
  readonly maxConcurrency: NumberField | undefined;
  readonly toleratedCount: NumberField | undefined;
  readonly toleratedPercentage: NumberField | undefined;
  readonly itemReader: ItemReader | undefined;
  readonly itemBatcher: ItemBatcher | undefined;
  readonly resultWriter: ResultWriter | undefined;
}
/** `Items` as it was written: its text is in the message when it is no array. */
export interface JsonataItems {
  readonly text: string;
  readonly evaluate: Expression;
}

export type State =
  | PassState
  | SucceedState
  | FailState
  | WaitState
  | ChoiceState
  | TaskState
  | ParallelState
  | MapState;

export type Handling = TaskState | ParallelState | MapState;

export const isHandling = (state: State): state is Handling => 'retriers' in state;
