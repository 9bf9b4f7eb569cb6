/**
 * An expression that could not be evaluated. The state that asked puts its name and its event's id before the message
 * (`An error occurred while executing the state 'X' (entered at the event id #2). ...`), as Step Functions does.
 */
export class QueryFailure extends Error {
  /** `States.Runtime` in JSONPath, `States.QueryEvaluationError` in JSONata, else the function's own. */
  readonly error: string;
  /** Where in the state, e.g. `Output/result`: an EvaluationFailed event carries it. */
  readonly location: string | undefined;

  constructor(error: string, message: string, location?: string) {
    super(message);
    this.name = 'QueryFailure';
    this.error = error;
    this.location = location;
  }
}

export const runtimeFailure = (message: string): QueryFailure => new QueryFailure('States.Runtime', message);

export const jsonataFailure = (message: string, location: string): QueryFailure =>
  new QueryFailure('States.QueryEvaluationError', message, location);
