import { type Instrumentation, instrument } from '@carillon/runtime/observability';

/** What this application counts beside the runtime's own metrics. */
type Metric = 'RunsCompleted' | 'RunsFailed' | 'ResourcesPublished' | 'ResourcesRejected' | 'RecordsMisfiled';

/** What it measures, in seconds. */
type Duration = 'CallbackAge';

/** Log, metrics and traces of a function of this application; its log lines name the export run. */
export const instrumented = (): Instrumentation<Metric, Duration> =>
  instrument<Metric, Duration>({ dataIds: ['runId'] });
