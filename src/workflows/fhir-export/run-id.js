import { eventIdOf } from '@carillon/runtime/event-id';
/**
 * A run is its execution: whoever knows the execution's ARN knows the run, and a repeated task means the same one. A
 * hash and not the name, because a HealthLake JobName takes 64 characters and an execution name 80.
 */
export const runIdOf = (executionArn) => eventIdOf('export-run', executionArn);
//# sourceMappingURL=run-id.js.map