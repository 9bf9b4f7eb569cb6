import type { EventDescriptor } from '../descriptor.ts';
import { isCoded, TerminalError } from './errors.ts';
import type { Upcaster } from './upcast.ts';
import { describeViolations, requireNoViolations } from './violations.ts';

type Descriptor = EventDescriptor<string, unknown>;

interface Versioned {
  readonly metadata: { readonly schema?: unknown };
  readonly data: unknown;
}

const isVersioned = (detail: unknown): detail is Versioned => {
  const metadata = (detail as Partial<Versioned> | null | undefined)?.metadata;
  return typeof metadata === 'object' && metadata !== null;
};

const stepFrom = (schema: string, steps: readonly Upcaster[]): Upcaster => {
  const step = steps.find(({ from }) => from === schema);
  if (step !== undefined) return step;
  throw new TerminalError('NO_UPCASTER', `${schema} has no upcaster here`, {
    fix: "Hand it in by the option 'upcasters', deploy this consumer, then redrive its dead-letter queue.",
  });
};

const FIX = 'Correct it, deploy this consumer, then redrive its dead-letter queue.';

/** The step from a schema, by its versions. */
const placeOf = (schema: string): string =>
  schema.replace(/v(\d+)$/, (from, version: string) => `${from} to v${Number(version) + 1}`);

/** What an upcaster throws may quote the event; only its name is reported. */
const upcast = (step: Upcaster, data: unknown): unknown => {
  try {
    return step.upcast(data as never);
  } catch (error) {
    const kind = error instanceof Error ? error.name : typeof error;
    throw new TerminalError('UPCAST_FAILED', `The upcaster of ${placeOf(step.from)} threw ${kind}`, {
      fix: FIX,
      cause: error,
    });
  }
};

const requireKnown = ({ name, older = [], schema: newest }: Descriptor, schema: string): Descriptor => {
  const found = older.find((each) => each.schema === schema);
  if (found !== undefined) return found;
  const versions = [...older.map((each) => each.schema), newest].join(', ');
  throw new TerminalError(
    'UNKNOWN_VERSION',
    `${schema.slice(0, 100)} is not a known version of ${name} (${versions})`,
    { fix: 'Deploy this consumer with the newest catalog, then redrive its dead-letter queue.' },
  );
};

/**
 * A detail of any stored version as one of the newest: valid against its own schema, taken from step to step, and valid
 * then. A detail of the newest version, or one that names no schema, is left to the caller's validation.
 * @throws TerminalError UNKNOWN_VERSION, INVALID_EVENT, NO_UPCASTER, UPCAST_FAILED (it threw), UPCAST_INVALID
 */
export const currentVersion = (descriptor: Descriptor, detail: unknown, steps: readonly Upcaster[] = []): unknown => {
  if (!isVersioned(detail)) return detail;
  const { schema } = detail.metadata;
  if (typeof schema !== 'string' || schema === descriptor.schema) return detail;
  const older = requireKnown(descriptor, schema);
  requireNoViolations(older.schema, older.validate(detail));
  const path = (descriptor.older ?? []).filter(({ version }) => version >= older.version);
  const data = path.reduce<unknown>((taking, each) => upcast(stepFrom(each.schema, steps), taking), detail.data);
  const now = { ...detail, metadata: { ...detail.metadata, schema: descriptor.schema }, data };
  const violations = descriptor.validate(now);
  if (violations.length > 0) {
    const last = placeOf(path.at(-1)?.schema ?? schema);
    const message = `${describeViolations(descriptor.schema, violations)}, upcast from ${schema}, last by ${last}`;
    throw new TerminalError('UPCAST_INVALID', message, { fix: FIX });
  }
  return now;
};

/** For those who look at an event and may not refuse it: as {@link currentVersion}, or as it was stored where that throws. */
export const currentVersionOrStored = (
  descriptor: Descriptor,
  detail: unknown,
  steps: readonly Upcaster[] = [],
): unknown => {
  try {
    return currentVersion(descriptor, detail, steps);
  } catch (error) {
    if (isCoded(error)) return detail;
    throw error;
  }
};
