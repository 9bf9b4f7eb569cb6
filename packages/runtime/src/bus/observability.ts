import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Tracer } from '@aws-lambda-powertools/tracer';
import type { Context } from 'aws-lambda';
import type { BusLog } from './log.ts';

/** A Lambda handler; tests may call it without a context. */
export type Handler<Event, Result> = (event: Event, context?: Context) => Promise<Result>;

/** Log, metrics and traces of one function. */
export interface Instrumentation<Metric extends string = never, Duration extends string = never> {
  readonly log: BusLog<Metric, Duration>;
  /** Wraps a function's handler: its invocation is in each log line, its trace and its metrics. */
  handler<Event, Result>(act: (event: Event) => Promise<Result>): Handler<Event, Result>;
}

/** X-Ray's daemon listens where Lambda says so ("Defined runtime environment variables"); elsewhere nothing is traced. */
const startTracer = async (): Promise<Tracer | undefined> => {
  if (process.env.AWS_XRAY_DAEMON_ADDRESS === undefined) return undefined;
  const tracing = await import('@aws-lambda-powertools/tracer');
  // Its record of a request holds the path, and a path may hold the id of a person.
  return new tracing.Tracer({ captureHTTPsRequests: false });
};

const tracer = await startTracer();

/** The handler as a subsegment of Lambda's own. An error is flagged without its message, which may quote a payload. */
const traced = async <Result>(act: () => Promise<Result>): Promise<Result> => {
  const parent = tracer?.getSegment();
  if (tracer === undefined || parent === undefined) return act();
  const segment = parent.addNewSubsegment(`## ${process.env._HANDLER ?? 'handler'}`);
  tracer.setSegment(segment);
  tracer.annotateColdStart();
  tracer.addServiceNameAnnotation();
  try {
    return await act();
  } catch (error) {
    segment.addFaultFlag();
    throw error;
  } finally {
    segment.close();
    tracer.setSegment(parent);
  }
};

const logOn = (logger: Logger, metrics: Metrics, dataIds: readonly string[]): BusLog<string, string> => ({
  dataIds,
  info: (message, fields) => logger.info(message, fields),
  warn: (message, fields) => logger.warn(message, fields),
  error: (message, fields) => logger.error(message, fields),
  appendKeys(fields) {
    logger.appendKeys(fields);
    for (const [name, id] of Object.entries(fields)) tracer?.putAnnotation(name, id);
  },
  resetKeys: () => logger.resetKeys(),
  count: (metric, value) => metrics.addMetric(metric, MetricUnit.Count, value),
  measure: (metric, seconds) => metrics.addMetric(metric, MetricUnit.Seconds, seconds),
});

/** What an application adds to the logs and metrics of its functions. */
export interface InstrumentOptions {
  /** Fields of an event's data that are ids and may be logged, e.g. `orderId`. */
  readonly dataIds?: readonly string[];
}

/** The namespace of the metrics where the environment names none (POWERTOOLS_METRICS_NAMESPACE). */
export const METRICS_NAMESPACE = 'Carillon';

/**
 * Powertools' logger, tracer and metrics for one function, under the names that its environment gives
 * (POWERTOOLS_SERVICE_NAME, POWERTOOLS_METRICS_NAMESPACE, POWERTOOLS_LOG_LEVEL). `Metric` and `Duration` are the names that
 * the application counts and measures besides the runtime's own.
 */
export const instrument = <Metric extends string = never, Duration extends string = never>({
  dataIds = [],
}: InstrumentOptions = {}): Instrumentation<Metric, Duration> => {
  const logger = new Logger();
  const metrics = new Metrics({ namespace: process.env.POWERTOOLS_METRICS_NAMESPACE ?? METRICS_NAMESPACE });
  return {
    log: logOn(logger, metrics, dataIds),
    handler: (act) => async (event, context) => {
      if (context !== undefined) logger.addContext(context);
      metrics.captureColdStartMetric(context?.functionName);
      try {
        return await traced(() => act(event));
      } finally {
        if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
      }
    },
  };
};
