import type { EventDescriptor } from './descriptor.ts';
import { describeViolations, isCoded, TerminalError } from './errors.ts';

/** What an event's detail has, as far as an upcaster is concerned. */
interface WithData {
  readonly data: unknown;
}

/**
 * The data of an event of one version as the data of the next. A pure function: stored events come through it each time
 * they are read, and metadata stay as they are but for the schema's name (docs/versions.md).
 */
export type Upcast<From extends WithData, To extends WithData> = (data: From['data']) => To['data'];

/** One step, from a version to the next. */
export interface Upcaster {
  /** `<domain>/<event>/v<n>`, the version that it takes. */
  readonly from: string;
  /** What it is given is valid against `from`. */
  readonly upcast: (data: never) => unknown;
}

/** Events, and the steps to their newest versions: of an application, or of one place such as the streams of a workflow. */
export interface Catalog {
  /** The newest version of each; older ones are in their descriptors. */
  readonly events: readonly EventDescriptor[];
  /** Those of other events do no harm. */
  readonly upcasters: readonly Upcaster[];
}

interface Versioned {
  readonly metadata: { readonly schema?: unknown };
  readonly data: unknown;
}

const isVersioned = (detail: unknown): detail is Versioned => {
  const metadata = (detail as Partial<Versioned> | null | undefined)?.metadata;
  return typeof metadata === 'object' && metadata !== null;
};

const stepFrom = (schema: string, upcasters: readonly Upcaster[]): Upcaster => {
  const step = upcasters.find(({ from }) => from === schema);
  if (step !== undefined) return step;
  throw new TerminalError('NO_UPCASTER', `${schema} has no upcaster here`, {
    fix: 'Hand it in with the upcasters, deploy this function, then redrive its dead-letter queue.',
  });
};

const DEPLOY_FIXED = 'Correct the upcaster, deploy this function, then redrive its dead-letter queue.';

const upcasted = (step: Upcaster, data: unknown): unknown => {
  try {
    return step.upcast(data as never);
  } catch (error) {
    // Its kind alone, and no cause: what an upcaster throws may quote the event.
    const kind = error instanceof Error ? error.name : typeof error;
    throw new TerminalError('UPCAST_FAILED', `The upcaster of ${step.from} threw ${kind}`, { fix: DEPLOY_FIXED });
  }
};

const requireKnown = ({ name, older = [], schema: newest }: EventDescriptor, schema: string): EventDescriptor => {
  const found = older.find((each) => each.schema === schema);
  if (found !== undefined) return found;
  const versions = [...older.map((each) => each.schema), newest].join(', ');
  const message = `${schema.slice(0, 100)} is not a known version of ${name} (${versions})`;
  const fix = 'Deploy this function with the newest catalog, then redrive its dead-letter queue.';
  throw new TerminalError('UNKNOWN_VERSION', message, { fix });
};

/**
 * A detail of any stored version as one of the newest: valid against its own schema, taken from step to step, and valid
 * then. A detail of the newest version, or one that names no schema, is left to the caller's validation.
 * @throws TerminalError UNKNOWN_VERSION, INVALID_EVENT, NO_UPCASTER, UPCAST_FAILED (it threw), UPCAST_INVALID
 */
export const currentVersion = (
  descriptor: EventDescriptor,
  detail: unknown,
  upcasters: readonly Upcaster[],
): unknown => {
  if (!isVersioned(detail)) return detail;
  const { schema } = detail.metadata;
  if (typeof schema !== 'string' || schema === descriptor.schema) return detail;
  const older = requireKnown(descriptor, schema);
  requireValid(older, detail);
  const path = (descriptor.older ?? []).filter(({ version }) => version >= older.version);
  const data = path.reduce<unknown>((sofar, each) => upcasted(stepFrom(each.schema, upcasters), sofar), detail.data);
  const current = { ...detail, metadata: { ...detail.metadata, schema: descriptor.schema }, data };
  const violations = descriptor.validate(current);
  if (violations.length === 0) return current;
  const origin = `made of ${schema}, the last step by the upcaster of ${path.at(-1)?.schema ?? schema}`;
  const message = `${describeViolations(descriptor.schema, violations)}, ${origin}`;
  throw new TerminalError('UPCAST_INVALID', message, { fix: DEPLOY_FIXED });
};

/** For those who look at an event and may not refuse it: as {@link currentVersion}, or as it was stored where that throws. */
export const currentVersionOrStored = (
  descriptor: EventDescriptor,
  detail: unknown,
  upcasters: readonly Upcaster[],
): unknown => {
  try {
    return currentVersion(descriptor, detail, upcasters);
  } catch (error) {
    if (isCoded(error)) return detail;
    throw error;
  }
};

/** @throws TerminalError INVALID_EVENT */
export const requireValid = ({ schema, validate }: EventDescriptor, detail: unknown): void => {
  const violations = validate(detail);
  if (violations.length > 0) throw new TerminalError('INVALID_EVENT', describeViolations(schema, violations));
};
