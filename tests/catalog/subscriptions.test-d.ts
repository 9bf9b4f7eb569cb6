import type { EventOf } from '@carillon/runtime/descriptor';
import type { callbackResumer, exportStarter, patientToFhir } from '../../generated/subscriptions.ts';

/** Compiled by tsc, run by nobody: what the generated subscriptions promise to a consumer. */

export function resume(event: EventOf<typeof callbackResumer>): string {
  switch (event['detail-type']) {
    case 'ExportJobProgressed':
      return event.detail.data.jobStatus satisfies
        | 'SUBMITTED'
        | 'QUEUED'
        | 'IN_PROGRESS'
        | 'CANCEL_SUBMITTED'
        | 'CANCEL_IN_PROGRESS';
    case 'ExportJobCompleted':
      return event.detail.data.manifest.key;
    case 'ExportJobFailed':
      return event.detail.data.error.code;
    default:
      return event satisfies never;
  }
}

export function start(event: EventOf<typeof exportStarter>): string {
  // @ts-expect-error the token never travels on the bus
  event.detail.data.token satisfies string;
  // @ts-expect-error the first run has no since
  event.detail.data.since satisfies string;
  return event.detail.data.until;
}

export function upsert(event: EventOf<typeof patientToFhir>): string | undefined {
  if (event['detail-type'] === 'AddressChanged') return event.detail.data.addressId;
  // @ts-expect-error a patient that was created was nothing before
  if (event.detail.data.change === 'created') return event.detail.data.before?.name;
  return event.detail.data.change === 'modified' ? event.detail.data.after.name : undefined;
}
