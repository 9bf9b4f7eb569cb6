import { type Instrumentation, instrument } from '@carillon/runtime/observability';

/** What this application counts, beside what the runtime does; infra/ draws and watches them by these names. */
type Metric = 'RunsCompleted' | 'RunsFailed' | 'ResourcesPublished' | 'ResourcesRejected' | 'RecordsMisfiled';

/** What it measures, in seconds. */
type Duration = 'CallbackAge';

/** Log, metrics and traces of one function of this application; lines about an event hold the id of its run. */
export const instrumentFunction = (): Instrumentation<Metric, Duration> => instrument({ dataIds: ['runId'] });
