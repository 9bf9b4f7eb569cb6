import type { CheckedCatalog } from '../../compiler/stages.ts';
import { type Reads, touches } from '../reads/reads.ts';

/** A field that identifies a person: who tells it and who looks at it. */
export interface Lineage {
  readonly event: string;
  readonly field: string;
  readonly owner: string;
  readonly emittedBy: readonly string[];
  /** By their recorded reads. */
  readonly readBy: readonly string[];
  /** Who receives the event and does not look at the field. */
  readonly carriedBy: readonly string[];
  /** Who receives it and has no recorded reads: nothing is known of these. */
  readonly unknown: readonly string[];
}

/** The way of every field marked `x-phi`, event by event. */
export const lineageOf = ({ events }: CheckedCatalog, reads: ReadonlyMap<string, Reads>): readonly Lineage[] =>
  events.flatMap(({ name, owner, phi, producers, consumers }) =>
    phi.map((field): Lineage => {
      const isRead = (consumer: string): boolean =>
        (reads.get(consumer)?.events[name] ?? []).some((read) => touches(field, read));
      const known = consumers.filter((consumer) => reads.has(consumer));
      return {
        event: name,
        field,
        owner,
        emittedBy: producers,
        readBy: known.filter(isRead),
        carriedBy: known.filter((consumer) => !isRead(consumer)),
        unknown: consumers.filter((consumer) => !reads.has(consumer)),
      };
    }),
  );
