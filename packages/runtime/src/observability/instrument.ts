import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Tracer } from '@aws-lambda-powertools/tracer';
import type { Context } from 'aws-lambda';
import { eventKeys, type Log, METRICS_NAMESPACE } from './log.ts';

/** A Lambda handler; tests may call it without a context. */
export type Handler<Event, Result> = (event: Event, context?: Context) => Promise<Result>;

/** A function's log, and its edge. */
export interface Instrumentation<Metric extends string = never, Duration extends string = never> {
  readonly log: Log<Metric, Duration>;
  /** The edge of a function: its invocation goes into each line, its trace and its metrics. */
  handler<Event, Result>(act: (event: Event) => Promise<Result>): Handler<Event, Result>;
}

/** X-Ray's daemon listens where Lambda says so ("Defined runtime environment variables"); elsewhere nothing is traced. */
const startTracer = async (): Promise<Tracer | undefined> => {
  if (process.env.AWS_XRAY_DAEMON_ADDRESS === undefined) return undefined;
  const tracing = await import('@aws-lambda-powertools/tracer');
  // Its record of a request holds the path, and a path may hold a person's id.
  return new tracing.Tracer({ captureHTTPsRequests: false });
};

const tracer = await startTracer();

/** The act as a subsegment of Lambda's own. An error is flagged and not described: its message may quote a payload. */
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

/** What an application adds to what the runtime logs. */
export interface InstrumentOptions {
  /** Fields of an event's data that hold an id of no person, such as `orderId`: logged with each line about the event. */
  readonly dataIds?: readonly string[];
}

/**
 * Powertools' logger, tracer and metrics for one function, under the names that its environment gives. An application
 * names its own metrics by type: `instrument<'OrdersPlaced', 'PickingTime'>()`.
 */
export const instrument = <Metric extends string = never, Duration extends string = never>({
  dataIds = [],
}: InstrumentOptions = {}): Instrumentation<Metric, Duration> => {
  const logger = new Logger();
  const metrics = new Metrics({ namespace: process.env.POWERTOOLS_METRICS_NAMESPACE || METRICS_NAMESPACE });
  const appendKeys = (fields: Readonly<Record<string, string>>): void => {
    logger.appendKeys(fields);
    for (const [name, id] of Object.entries(fields)) tracer?.putAnnotation(name, id);
  };
  return {
    log: {
      info: (message, fields) => logger.info(message, fields),
      warn: (message, fields) => logger.warn(message, fields),
      error: (message, fields) => logger.error(message, fields),
      appendKeys,
      appendEventKeys: (detail) => appendKeys(eventKeys(detail, dataIds)),
      resetKeys: () => logger.resetKeys(),
      count: (metric, value) => void metrics.addMetric(metric, MetricUnit.Count, value),
      measure: (metric, seconds) => void metrics.addMetric(metric, MetricUnit.Seconds, seconds),
    },
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
