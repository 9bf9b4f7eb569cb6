/** Event-sourced workflows: what is decided, as pure functions, and the handler of commands. Loads no AWS client. */
export {
  type Aggregate,
  type EventContext,
  handleCommand,
  type Ledger,
  type Loaded,
  type Outcome,
} from './workflow/command-handler.ts';
export { type Decider, fold, type LedgerEvent, type LedgerEventOf } from './workflow/decider.ts';
export {
  type AnyWorkflow,
  aggregateOf,
  defineWorkflow,
  type OfRun,
  type RunAggregate,
  type RunStatus,
  type RunSummary,
  type Workflow,
  type WorkflowDefinition,
} from './workflow/workflow.ts';
