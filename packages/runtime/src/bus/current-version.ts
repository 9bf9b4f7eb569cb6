import { upcasters } from '../../../../src/upcasters/upcasters.ts';
import type { EventDescriptor } from '../descriptor.ts';
import { isCoded, TerminalError } from './errors.ts';
import type { Upcaster } from './upcast.ts';

type Descriptor = EventDescriptor<string, unknown>;

interface Versioned {
  readonly metadata: { readonly schema?: unknown };
  readonly data: unknown;
}

const isVersioned = (detail: unknown): detail is Versioned => {
  const metadata = (detail as Partial<Versioned> | null | undefined)?.metadata;
  return typeof metadata === 'object' && metadata !== null;
};

const known: ReadonlyMap<string, Upcaster> = new Map(upcasters.map((each) => [each.from, each]));

const stepFrom = (schema: string, steps: ReadonlyMap<string, Upcaster>): Upcaster => {
  const step = steps.get(schema);
  if (step !== undefined) return step;
  throw new TerminalError(
    'NO_UPCASTER',
    `${schema} has no upcaster here: src/upcasters/upcasters.ts lists them; deploy this consumer with it, then redrive`,
  );
};

const MEND = 'mend it, deploy this consumer, then redrive';

/** `src/upcasters/<domain>/<event>/v1-to-v2.ts`: where the step from a schema lies. */
const placeOf = (schema: string): string =>
  `src/upcasters/${schema.replace(/v(\d+)$/, (from, version: string) => `${from}-to-v${Number(version) + 1}.ts`)}`;

/** What an upcaster throws may quote the event; what is told is its kind alone. */
const taken = (step: Upcaster, data: unknown): unknown => {
  try {
    return step.upcast(data as never);
  } catch (error) {
    const kind = error instanceof Error ? error.name : typeof error;
    throw new TerminalError('UPCAST_FAILED', `The upcaster in ${placeOf(step.from)} threw ${kind}; ${MEND}`);
  }
};

const requireKnown = ({ name, older = [], schema: newest }: Descriptor, schema: string): Descriptor => {
  const found = older.find((each) => each.schema === schema);
  if (found !== undefined) return found;
  const versions = [...older.map((each) => each.schema), newest].join(', ');
  throw new TerminalError(
    'UNKNOWN_VERSION',
    `${schema.slice(0, 100)} is no version of ${name} known here (${versions}): deploy this consumer with the newest catalog, then redrive`,
  );
};

const requireValid = (
  { schema, validate }: Descriptor,
  detail: unknown,
  refused: (violation: string) => Error,
): void => {
  const [violation] = validate(detail);
  if (violation !== undefined) throw refused(`${schema}: ${violation.pointer || '/'} ${violation.message}`);
};

/**
 * A detail of any stored version as one of the newest: valid against its own schema, taken from step to step, and valid
 * then. A detail of the newest version, or one that names no schema, is left to the caller's validation.
 * @throws TerminalError UNKNOWN_VERSION, INVALID_EVENT, NO_UPCASTER, UPCAST_FAILED (it threw), UPCAST_INVALID
 */
export const currentVersion = (
  descriptor: Descriptor,
  detail: unknown,
  steps: ReadonlyMap<string, Upcaster> = known,
): unknown => {
  if (!isVersioned(detail)) return detail;
  const { schema } = detail.metadata;
  if (typeof schema !== 'string' || schema === descriptor.schema) return detail;
  const older = requireKnown(descriptor, schema);
  requireValid(older, detail, (violation) => new TerminalError('INVALID_EVENT', violation));
  const path = (descriptor.older ?? []).filter(({ version }) => version >= older.version);
  const data = path.reduce<unknown>((taking, each) => taken(stepFrom(each.schema, steps), taking), detail.data);
  const now = { ...detail, metadata: { ...detail.metadata, schema: descriptor.schema }, data };
  const made = `made of ${schema}, the last step in ${placeOf(path.at(-1)?.schema ?? schema)}`;
  requireValid(descriptor, now, (said) => new TerminalError('UPCAST_INVALID', `${said}, ${made}; ${MEND}`));
  return now;
};

/** For those who look at an event and may not refuse it: as {@link currentVersion}, or as it was stored where that throws. */
export const currentVersionOrStored = (
  descriptor: Descriptor,
  detail: unknown,
  steps: ReadonlyMap<string, Upcaster> = known,
): unknown => {
  try {
    return currentVersion(descriptor, detail, steps);
  } catch (error) {
    if (isCoded(error)) return detail;
    throw error;
  }
};
