import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Tracer } from '@aws-lambda-powertools/tracer';
import type { Context } from 'aws-lambda';
import type { BusLog } from './log.ts';

/** A Lambda handler; tests may call it without a context. */
export type Handler<Event, Result> = (event: Event, context?: Context) => Promise<Result>;

export interface Watch {
  readonly log: BusLog;
  /** The edge of a function: its invocation goes into each line, its trace and its metrics. */
  handler<Event, Result>(act: (event: Event) => Promise<Result>): Handler<Event, Result>;
}

/** X-Ray's daemon listens where Lambda says so ("Defined runtime environment variables"); elsewhere nothing is traced. */
const startTracer = async (): Promise<Tracer | undefined> => {
  if (process.env.AWS_XRAY_DAEMON_ADDRESS === undefined) return undefined;
  const tracing = await import('@aws-lambda-powertools/tracer');
  // Its record of a request holds the path, and a FHIR path holds a patient's id.
  return new tracing.Tracer({ captureHTTPsRequests: false });
};

const tracer = await startTracer();

/** The act as a subsegment of Lambda's own. An error is flagged and not told: its message may quote a payload. */
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

const logOn = (logger: Logger, metrics: Metrics): BusLog => ({
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

/** Powertools' logger, tracer and metrics for one function, under the names that its environment gives. */
export const watching = (): Watch => {
  const logger = new Logger();
  const metrics = new Metrics({ namespace: 'Carillon' });
  return {
    log: logOn(logger, metrics),
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
