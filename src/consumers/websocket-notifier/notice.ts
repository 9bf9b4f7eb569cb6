import {
  addressChanged,
  exportFileProcessed,
  exportJobCompleted,
  exportJobFailed,
  exportJobProgressed,
  exportJobSubmitted,
  exportRunCompleted,
  exportRunFailed,
  exportRunSkipped,
  exportRunStarted,
  fhirResourceChanged,
  patientChanged,
  siteMeasured,
} from '../../../generated/events.ts';
import type { WebsocketNotifierEvent } from '../../../generated/subscriptions.ts';
import { CHANGES, PATIENTS, RUNS, runSubject, SITES } from './subject.ts';

export type Facts = Readonly<Record<string, string | number>>;

/** What a page is told of an event. */
export interface Notice {
  /** The event's id: a page that sees it again has seen it. */
  readonly id: string;
  /** Who asked for one of these is told, once. */
  readonly subjects: readonly string[];
  readonly type: string;
  /** When it happened. */
  readonly at: string;
  readonly facts: Facts;
}

type Told = Pick<Notice, 'subjects' | 'facts'>;

const ofRun = (runId: string, facts: Facts): Told => ({
  subjects: [RUNS, runSubject(runId)],
  facts: { runId, ...facts },
});

/**
 * Facts are picked one by one, and none of them can identify a person: no ids of patients or resources, no free text.
 * What an event gains later is not told until somebody has thought about it.
 */
const told = (event: WebsocketNotifierEvent): Told => {
  switch (event['detail-type']) {
    case exportRunStarted.name: {
      const { runId, since, until } = event.detail.data;
      return ofRun(runId, since === undefined ? { until } : { since, until });
    }
    case exportRunSkipped.name: {
      const { runId, activeRunId, reason } = event.detail.data;
      return ofRun(runId, { activeRunId, reason });
    }
    case exportJobSubmitted.name: {
      const { runId, jobId } = event.detail.data;
      return ofRun(runId, { jobId });
    }
    case exportJobProgressed.name: {
      const { runId, jobId, jobStatus, checks } = event.detail.data;
      return ofRun(runId, { jobId, jobStatus, checks });
    }
    case exportJobCompleted.name: {
      const { runId, jobId, jobStatus, files } = event.detail.data;
      return ofRun(runId, { jobId, jobStatus, files });
    }
    case exportJobFailed.name: {
      const { runId, error } = event.detail.data;
      return ofRun(runId, { code: error.code });
    }
    case exportFileProcessed.name: {
      const { runId, file, resources, rejected } = event.detail.data;
      return ofRun(runId, { resourceType: file.type, resources, rejected });
    }
    case exportRunCompleted.name: {
      const { runId, files, resources, rejected } = event.detail.data;
      return ofRun(runId, { files, resources, rejected });
    }
    case exportRunFailed.name: {
      const { runId, error } = event.detail.data;
      return ofRun(runId, { code: error.code });
    }
    case fhirResourceChanged.name: {
      const { runId, resourceType } = event.detail.data;
      return { subjects: [CHANGES], facts: { runId, resourceType } };
    }
    case patientChanged.name:
    case addressChanged.name:
      return { subjects: [PATIENTS], facts: { change: event.detail.data.change } };
    case siteMeasured.name:
      return { subjects: [SITES], facts: { siteId: event.detail.data.siteId } };
  }
};

export const notice = (event: WebsocketNotifierEvent): Notice => {
  const { id, occurredAt } = event.detail.metadata;
  return { id, type: event['detail-type'], at: occurredAt, ...told(event) };
};
