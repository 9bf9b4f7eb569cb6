import type { DetailOf } from '@carillon/runtime/descriptor';
import { eventIdOf, type OutgoingEvent, outgoing } from '@carillon/runtime/publish';
import { fhirResourceChanged } from '../../../../generated/events.ts';
import type { FileProcessed } from '../export-event.ts';
import type { Line } from './lines.ts';

export type LineRejection = FileProcessed['data']['rejections'][number];

export interface FileOfRun {
  readonly runId: string;
  /** The run's until: all events of a run occurred when it was triggered, as far as this system can tell. */
  readonly until: string;
  readonly file: { readonly type: string; readonly key: string };
}

export type LineRead =
  | { readonly kind: 'resource'; readonly event: OutgoingEvent }
  | { readonly kind: 'rejected'; readonly rejection: LineRejection }
  | { readonly kind: 'blank' };

type Data = DetailOf<typeof fhirResourceChanged>['data'];

const TYPE = /^[A-Z][A-Za-z]{1,63}$/;
const ID = /^[A-Za-z0-9.-]{1,64}$/;

/** None of these sentences quotes the line: it is a person's record. */
const MESSAGES = {
  NOT_JSON: 'The line is no JSON object in UTF-8.',
  NO_TYPE: 'The resource has no resourceType that FHIR could know.',
  NO_ID: 'The resource has no id that FHIR allows.',
  TOO_LARGE: 'The line is longer than may be held in memory.',
} as const;

const rejected = (line: number, code: keyof typeof MESSAGES): LineRead => ({
  kind: 'rejected',
  rejection: { line, code, message: MESSAGES[code] },
});

const parsed = (bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
};

const text = (value: unknown, limit: number): string | undefined =>
  typeof value === 'string' && value.length > 0 && value.length <= limit ? value : undefined;

/** As RFC 3339 in UTC with milliseconds; FHIR instants carry any offset. */
const instant = (value: unknown): string | undefined => {
  const at = new Date(text(value, 64) ?? Number.NaN);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
};

const dataOf = (runId: string, resource: Readonly<Record<string, unknown>>, resourceType: string, id: string): Data => {
  const meta = resource.meta as { readonly versionId?: unknown; readonly lastUpdated?: unknown } | undefined;
  const versionId = text(meta?.versionId, 64);
  const lastUpdated = instant(meta?.lastUpdated);
  return {
    runId,
    resourceType,
    resourceId: id,
    ...(versionId === undefined ? {} : { versionId }),
    ...(lastUpdated === undefined ? {} : { lastUpdated }),
    resource: { ...resource, resourceType, id },
  };
};

const isBlank = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);

/** One line -> its event. Run, file and line make the event's id: read again, it is the same event. */
export const readResource = ({ runId, until, file }: FileOfRun, { line, bytes }: Line): LineRead => {
  if (bytes === undefined) return rejected(line, 'TOO_LARGE');
  if (isBlank(bytes)) return { kind: 'blank' };
  const resource = parsed(bytes);
  if (resource === undefined) return rejected(line, 'NOT_JSON');
  const { resourceType, id } = resource;
  if (typeof resourceType !== 'string' || !TYPE.test(resourceType)) return rejected(line, 'NO_TYPE');
  if (typeof id !== 'string' || !ID.test(id)) return rejected(line, 'NO_ID');
  const metadata = { id: eventIdOf(runId, file.key, line), correlationId: runId, occurredAt: until };
  const event = outgoing(fhirResourceChanged, dataOf(runId, resource, resourceType, id), metadata);
  const [violation] = fhirResourceChanged.validate({
    metadata: { ...metadata, schema: fhirResourceChanged.schema },
    data: event.data,
  });
  if (violation === undefined) return { kind: 'resource', event };
  return {
    kind: 'rejected',
    rejection: { line, code: 'NOT_VALID', message: `${violation.pointer || '/'} ${violation.message}`.slice(0, 512) },
  };
};
