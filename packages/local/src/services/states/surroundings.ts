import type { Fields } from './definition-fault.ts';
import type { DataFlow } from './machine.ts';
import type { Expression } from './query/evaluation.ts';
import type { QueryLanguage } from './query/template.ts';

/** What all states have. */
export interface Common {
  readonly name: string;
  readonly language: QueryLanguage;
  readonly flow: DataFlow;
  readonly assign: Expression | undefined;
  readonly next: string | undefined;
}

/** What a state needs from the machine around it. */
export interface Surroundings {
  readonly language: QueryLanguage;
  readonly express: boolean;
  /** A state is tested on its own: an integration that is not executed here is only refused when it is called. */
  readonly alone: boolean;
  /** Compiles an inner flow, of an Express execution or as the machine's own, and says its id. */
  flow(fields: Fields, name: string, express?: boolean): string;
}
