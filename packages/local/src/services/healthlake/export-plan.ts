import type { Kernel } from '../../kernel/kernel.ts';
import { intervalOf } from './date-range.ts';
import type { ExportJob } from './job.ts';
import type { Changed, ResourceStore } from './resource-store.ts';

/** One object of an export: which resources it holds, each at the version that it had at the transaction time. */
export interface ExportFile {
  readonly type: string;
  /** Below the job's own folder. */
  readonly name: string;
  readonly items: readonly (readonly [id: string, version: number])[];
}

/** AWS states no number: with a thousand an object stays at some megabytes, and a map has items to share out. */
const RESOURCES_A_FILE = 1_000;

/** Patient-level exports hold patients and what refers to one (HealthLake Developer Guide, "Exporting FHIR data"). */
const refersToPatient = (type: string, text: string): boolean =>
  type === 'Patient' || /"reference":"(?:[^"]*\/)?Patient\//.test(text);

/**
 * What changed at or after `_since`, as it is at this instant. Taken in one turn, so no write falls between two of its
 * resources; later writes leave the versions named here readable.
 */
export const planExport = (kernel: Kernel, store: ResourceStore, job: ExportJob): readonly ExportFile[] => {
  const { datastoreId, types, since, scope } = job;
  const from = since === undefined ? 0 : intervalOf(since).from;
  const wanted = store.changed(datastoreId, from).filter(({ type }) => types.length === 0 || types.includes(type));
  const byType = Map.groupBy(wanted, ({ type }) => type);
  // The digits that AWS has in each name of a job's objects.
  const number = BigInt(`0x${kernel.identity.hex(15)}`)
    .toString()
    .padStart(19, '1');
  const itemOf = ({ type, id }: Changed): readonly (readonly [string, number])[] => {
    const version = store.read({ datastoreId, type, id });
    if (version === undefined || (scope === 'patient' && !refersToPatient(type, version.text))) return [];
    return [[id, version.v]];
  };
  return [...byType]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([type, changed]) => {
      const items = changed.flatMap(itemOf);
      return Array.from({ length: Math.ceil(items.length / RESOURCES_A_FILE) }, (_, index) => ({
        type,
        name: `${type}/${type}-${number}-${index}-0.ndjson`,
        items: items.slice(index * RESOURCES_A_FILE, (index + 1) * RESOURCES_A_FILE),
      }));
    });
};
