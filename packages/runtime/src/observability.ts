/** Logs, metrics and traces of a function; the log's own type is in @carillon/runtime/log, which loads nothing. */
export {
  type Handler,
  type Instrumentation,
  type InstrumentOptions,
  instrument,
} from './observability/instrument.ts';
export { task } from './observability/task.ts';
